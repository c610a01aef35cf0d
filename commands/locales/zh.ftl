# 简体中文。每个命令一段，属性说明各选项。花括号里的内容由程序填入。

# --- 核心：任何命令都可能遇到的情况
error = 我们这边出了点问题，不是你的错。你做的东西都还在。如果再次发生，请把这个编号告诉管理员：`{ $reference }`
problem-unknown-command = 我不认识 /{ $given }。{ $nearest ->
    [none] 输入 /help 看看我会做什么。
   *[other] 你是想用 /{ $nearest } 吗？
}
problem-unknown-option = /{ $command } 没有“{ $given }”这个选项。{ $nearest ->
    [none] 输入 /help { $command } 查看它的选项。
   *[other] 你是想写 `--{ $nearest }` 吗？
}
problem-option-needs-value = 请在 `--{ $option }` 后面写上内容。
problem-option-missing = /{ $command } 还缺少“{ $option }”。输入 /help { $command } 查看例子。
problem-option-needs-file = 请为“{ $option }”附上一张图片。
problem-too-many-words = /{ $command } 不知道怎么处理“{ $given }”。输入 /help { $command } 查看例子。
problem-not-a-number = “{ $option }”必须是数字，而“{ $given }”不是。
problem-not-yes-or-no = “{ $option }”只能是“是”或“否”，不能是“{ $given }”。
problem-out-of-range = “{ $option }”必须在 { $low } 到 { $high } 之间，“{ $given }”不行。
problem-unknown-choice = “{ $option }”没有“{ $given }”这个选择。可以选：{ $choices }。
problem-button-broken = 这个按钮已经不能用了。请直接输入命令，/help 会列出所有命令。
problem-banned = 在 { $until } 之前你不能使用这个机器人。如果你觉得弄错了，请联系管理员。
problem-too-fast = 太快啦！请等 { $seconds } 秒再试。
problem-moderators-only = 只有这个房间的管理员可以使用 /{ $command }。

## 画面比例与模型
problem-bad-ratio = 我画不了“{ $given }”这样的比例。请试试 1:1、3:2、9:16，或者“正方形”“竖版”“横版”这样的名称；长边最多是短边的三倍。
problem-unknown-model = 没有叫“{ $name }”的模型。你是想说“{ $nearest }”吗？用 `/models` 可以查看全部模型。
problem-ratio-not-offered = { $title } 不支持 { $ratio }。可选的比例：{ $offered }。
model-replaced = { $asked } 已停用，这次由 { $title } 来画。{ $reason }
auto-only = 这里只设置了这一个模型。
auto-best = 在这里设置的模型中，它是你的点数用得起的最好的一个。
auto-affordable = 在你今天剩余点数用得起的模型中，它是最好的。
auto-cheapest = 它是这里最便宜的模型。
