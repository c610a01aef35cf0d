"""The emptiest bot on both platforms: what discord.py and python-telegram-bot cost by themselves."""

import asyncio
import sys

import discord
from discord import app_commands
from telegram import Update
from telegram.ext import AIORateLimiter, Application, CommandHandler, ContextTypes


async def _echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    if update.effective_message is not None:
        await update.effective_message.reply_text("echo")


async def main(discord_api: str, telegram_api: str) -> None:
    """Answer until killed."""
    discord.http.Route.BASE = discord_api
    client = discord.AutoShardedClient(intents=discord.Intents(guilds=True, reactions=True))
    tree: app_commands.CommandTree[discord.AutoShardedClient] = app_commands.CommandTree(client)

    @tree.command(name="imagine", description="echo")
    async def _imagine(interaction: discord.Interaction, prompt: str, count: int = 1) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content=prompt * count)

    builder = Application.builder().token("1:echo").base_url(f"{telegram_api}/bot").rate_limiter(AIORateLimiter(max_retries=3))
    application = builder.concurrent_updates(True).build()
    application.add_handler(CommandHandler("imagine", _echo))
    async with application:
        await application.start()
        if application.updater is not None:
            await application.updater.start_polling(allowed_updates=["message"])
        await client.start("echo")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2]))
