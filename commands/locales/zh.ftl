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
problem-number-too-large = “{ $given }”对“{ $option }”来说太大了。
problem-unknown-choice = “{ $option }”没有“{ $given }”这个选择。可以选：{ $choices }。
problem-button-broken = 这个按钮已经不能用了。请直接输入命令，/help 会列出所有命令。
problem-banned = 在 { $until } 之前（还有 { $unit ->
    [hours] { $count } 小时
    [days] { $count } 天
   *[minutes] { $count } 分钟
}）你不能使用这个机器人。如果你觉得弄错了，请联系管理员。
problem-too-fast = 太快啦！请等 { $seconds } 秒再试。
problem-moderators-only = 只有这个房间的管理员可以使用 /{ $command }。

## 画面比例与模型
problem-bad-ratio = 我画不了“{ $given }”这样的比例。请试试 1:1、3:2、9:16，或者“正方形”“竖版”“横版”这样的名称；长边最多是短边的三倍。
problem-unknown-model = 没有叫“{ $name }”的模型。{ $nearest ->
    [none] { "" }
   *[other] 你是想说“{ $nearest }”吗？
}用 `/models` 可以查看全部模型。
problem-model-needs-picture = { $title } 要在你给的图上画，这次没有收到图。请给它{ $what ->
    [character-reference] 一张角色的图（选项“角色图”）
    [mask] 一张带蒙版的图
   *[init-image] 一张起始图（选项“图片”）
}。用 /models 看看哪些只凭文字就能画。
problem-model-needs-key = { $title } 需要一把密钥，而本机器人没有；运行它的人可以设置。这里可以用 { $nearest } 来画：指定它，或让我来选模型。
problem-ratio-not-offered = { $title } 不支持 { $ratio }。可选的比例：{ $offered }。
model-replaced = { $asked } 已停用，这次由 { $title } 来画。{ $reason }
auto-only = 这里只设置了这一个模型。
auto-photo = 自动选择了 { $title }：擅长照片。
auto-text = 自动选择了 { $title }：擅长图中文字。
auto-graphic = 自动选择了 { $title }：擅长平面设计。
auto-character = 自动选择了 { $title }：擅长电影感的场景和人物。
auto-complex = 自动选择了 { $title }：擅长细节繁多的场景。
auto-quick = 自动选择了 { $title }：速度快，适合先试试。
auto-precise = 自动选择了 { $title }：擅长精细准确的线条。
auto-general = 自动选择了 { $title }：几乎什么都擅长。
auto-near = 自动选择了 { $title }：在这里能画的模型中，它最接近你的要求。
auto-best = 自动选择了 { $title }：这里能画的模型中最好的一个。
auto-able = 自动选择了 { $title }：这里只有它能做到你要求的。
auto-resting = 自动选择了 { $title }：更合适的那个眼下出了问题。
auto-affordable = 自动选择了 { $title }：更合适的模型超出了你今天剩余的点数。
auto-cheapest = 自动选择了 { $title }：这里最便宜的一个。

# --- 画图
language-name = 中文
cmd-imagine = 用你的话画出图片
    .prompt = 想画什么，用自己的话说
    .model = 用哪位画师；auto 自动挑选
    .ratio = 画面形状：1:1、3:2、正方形、竖版、横版、快拍、抖音、instagram、youtube、链接……
    .count = 画几张
    .seed = 一个数字，能再画出同一张图
    .variety = 0 每次都一样，1 完全自由
    .style = 用什么画风
    .negative = 不要出现的内容（模型支持时）
    .picture = 参考图：文件，或之前某张图的编号（12.3）
    .picture2 = 再来一张参考图
    .picture3 = 再来一张参考图
    .picture4 = 再来一张参考图
    .earlier = 用编号指定之前的图作参考：12.3 是第 12 组的第 3 张
    .earlier_as = 它们用来做什么：当参考图、取其画风，还是要出现在画里的角色
    .style_picture = 照着哪张图的风格画：文件，或之前某张图的编号
    .style_strength = 风格图的影响有多大，百分比
    .character = 要出现在画里的角色的图片
    .quality = 画得多细：越细越慢，也越贵
    .resolution = 多大：1K、2K、4K，看模型支持什么
    .creativity = 对你的话发挥多少
    .raw = 模型原本的样子，不加修饰
    .example = /imagine 樱花树下的一只红狐狸 --比例 3:2 --数量 2
imagine-accepted = 🎨 正在用 { $model } 画“{ $prompt }” · { $ahead ->
    [0] 马上轮到你
   *[other] 前面还有 { $ahead } 个
} · { $soon ->
    [yes] 几秒钟
   *[no] 大约 { $seconds } 秒
} · { $units } 点
result-title = **“{ $prompt }”** · { $name } 的点子
result-facts = { $model } · 种子 { $seed } · { $ratio } · { $units } 点 · { $seconds } 秒 · #{ $number }
result-missing = 我没画出来的词：{ $words }
result-vote-open = 🗳 你最喜欢哪一张？请投 1 到 { $choices }。{ $hidden ->
    [yes] 投票结束前票数保密。
   *[no] 结束前可以改票。
}
result-vote-closed = 🏁 投票结束了。{ $winner ->
    [0] 没有人投票。
   *[other] 第 { $winner } 张赢了。
}
result-failed = 😕 “{ $prompt }”没能画出来。{ $reason }没有扣你的点数。
result-reference = { $reason }（编号 { $reference }）
button-retry = 再来一次
button-reuse = 修改
button-favourite = 收藏
button-download = 打包下载
button-close-vote = 结束投票
button-older = 更早的
button-next-part = 下一部分
button-export = 先保存我的数据
button-forget = 是的，全部删除
problem-too-many-pictures = { $model } 一次最多画 { $limit } 张，不能画 { $given } 张。
problem-painting-failed = 画师没有回应。请过一会儿再试。
problem-picture-refused = 画好的图没有通过安全检查，所以谁也看不到。请换个说法试试。
problem-generation-gone = 这些图片已经被删除了。
problem-no-pictures-yet = 这个房间还没有画好的图片。先用 /imagine 画一张吧。
problem-no-such-pictures = 这里找不到图片 #{ $number }。
problem-pictures-not-ready = 这些图片还在画，请稍等。

# --- 投票
cmd-vote = 给你最喜欢的那张投票
    .variant = 图片的编号
    .generation = 哪一组（#12）；不写就是最新的
    .example = /vote 2
vote-counted = ✅ 你投给了 #{ $number }（“{ $prompt }”）的第 { $variant } 张。{ $hidden ->
    [yes] 投票结束前票数保密，你还可以改主意。
   *[no] 投票结束前你还可以改主意。
}
vote-moved = 🔄 你的票改投给了 #{ $number }（“{ $prompt }”）的第 { $variant } 张。
problem-own-vote = 这是你自己的点子，所以由别人来选，你的票不算数。
problem-vote-closed = 这次投票已经结束了。用 /results 看看谁赢了。
problem-nothing-to-vote = 这里只有一张图，没什么可选的。
problem-no-vote-in-private = 私聊里不投票：这里没有别人。在有别人的房间里用 /publish，就能把这些图给大家看。
problem-no-such-variant = 这里没有第 { $given } 张，{ $choices ->
    [1] 只有一张。
   *[other] 请选 1 到 { $choices }。
}
cmd-results = 查看投票情况，或结束投票
    .generation = 哪一组（#12）；不写就是最新的
    .close = 现在就结束投票（作者或管理员）
    .example = /results --结束
results-hidden = 🤫 #{ $number } 的投票还在进行，票数保密。
results-so-far = 🗳 #{ $number } 目前的票数：
results-winner = 🏆 **第 { $variant } 张获胜**，得到 { $votes } 票！这是 { $name } 的点子。
results-line = { $variant }：{ $bar }{ $votes }
results-tie = 第 { $tied } 张票数相同，第 { $variant } 张先达到。
results-no-votes = 🏁 #{ $number } 的投票结束了，没有人投票。
problem-not-yours-to-close = 只有提出点子的人或管理员才能结束这次投票。

# --- 我的图片
cmd-retry = 同样的点子，换个样子再画
    .generation = 哪一组（#12）；不写就是最新的
    .example = /retry
cmd-finish = 让更好的模型把草稿重新画一遍
    .generation = 图组编号（#12）；不写就是最新的
    .variant = 其中哪一张；不写就是投票的赢家
    .model = 由谁来画；不写就是这里最好的
    .example = /finish 12 2
button-finish = 由 { $model } 完成
problem-finish-which = 要 #{ $number } 里的哪一张？请先结束投票，或者说明哪一张：`/finish { $number } 2`。
problem-nothing-finer = 这里没有谁画得更好了。`/models` 会显示有密钥时谁可以。
cmd-cancel = 放弃一个还在画的愿望
    .generation = 愿望的编号；不写就是你最新的一个
    .example = /cancel
cancel-done = ✖️ “{ $prompt }”已取消，没有收费。
result-cancelled = ✖️ “{ $prompt }”已被取消。
button-cancel = 取消
problem-nothing-to-cancel = 现在没有正在为你画的图。
problem-cancelled = 已取消。
cmd-reuse = 拿到画这张图的命令，改一改再用
    .generation = 哪一组（#12）；不写就是最新的
    .example = /reuse 12
reuse-line = ✏️ 复制下面这行，改成你想要的，再发出来：
cmd-details = 查看一组图是怎么画出来的：描述、画师、种子、点数、谁在什么时候要的
    .generation = 哪一组（#12）；不写就是最新的
    .example = /details 12
details-title = 🔎 **#{ $number }** “{ $prompt }”
details-asked = 👤 { $name } 要的，{ $time }
details-painted = 🖌 { $model }：{ $pictures } 张图，用时 { $seconds } 秒，{ $units } 点
details-settings = 🎲 种子 { $seed } · 比例 { $ratio } · 变化 { $variety }{ $style ->
    [none] {""}
   *[other] {" "}· 风格：{ $style }
}
details-parent = 🔁 由 #{ $number } 重画而来
details-instructions = 🛡 内部画图说明，版本 `{ $id }`
cmd-report = 举报不该出现在这里的图；举报的人多了，图就会先藏起来
    .reason = 哪里不好
    .generation = 哪一组（#12）；不写就是最新的
    .clear = 已经看过，可以重新显示（管理员）
    .game = 这里正在玩（或刚玩过）的那一局的图
    .example = /report 吓人 12
report-thanks = 🚩 谢谢。{ $hidden ->
    [yes] 这些图（#{ $number }）先藏起来，等管理员看过再说。
   *[no] 已记下（#{ $number }）。如果还有别人举报，这些图会先藏起来，等管理员看过再说。
}没有人会知道是你举报的。
report-hidden = { $why ->
    [nobody] 🙈 图（#{ $number }）画好了，但我拿不准，所以先不展示：私聊里的图只有运营这个机器人的人可以看，而现在没有指定这样的人（PINCEL_OWNERS）。请换个说法试试。
    [refused] 🙈 管理员看过图（#{ $number }），决定不在这里展示。
    [doubtful] 🙈 图（#{ $number }）画好了。我拿不准是不是适合这里的每个人，所以先请管理员看一看。
    [approval] 🙈 图（#{ $number }）画好了。这里每张图都要先由管理员看过，看过之后就会出现在这里。
   *[reported] 🚩 这些图（#{ $number }）被举报了，先藏起来，等管理员看过再说。
}
report-alt = 一片灰色：图先藏起来了，等管理员看过再说。
report-button-clear = 重新显示（管理员）
report-cleared = 👁 这些图（#{ $number }）又能看到了。举报过的人不能再次把它们藏起来。
problem-hidden-until-checked = { $why ->
    [nobody] 这些图我拿不准，所以先不展示：私聊里的图只有运营这个机器人的人可以看，而现在没有指定这样的人（PINCEL_OWNERS）。
    [refused] 管理员看过这些图，决定不展示。
    [doubtful] 这些图要先由管理员看过；在那之前，别人看不到，也用不了。
    [approval] 这里每张图都要先由管理员看过；在那之前，别人看不到，也用不了。
   *[reported] 这些图被举报了，先藏起来，等管理员看过再说。
}
problem-not-yours-to-clear = 只有管理员才能重新显示被举报的图。
cmd-favourite = 收藏一张图片，或取消收藏
    .variant = 图片的编号
    .generation = 哪一组（#12）；不写就是最新的
    .example = /favourite 3
favourite-which = ♥ 收藏哪一张？
favourite-on = ♥ 已收藏 #{ $number } 的第 { $variant } 张。
favourite-off = 已取消收藏 #{ $number } 的第 { $variant } 张。
cmd-gallery = 浏览你的图片和收藏
    .show = 看自己的图片还是收藏
    .before = 从哪里开始
    .example = /gallery 收藏
gallery-title = { $show ->
    [favourites] ♥ 你的收藏
   *[other] 🖼 你的图片
}
gallery-row = #{ $number }{ $variant ->
    [0] { "" }
   *[other] { " " }第 { $variant } 张
} · { $day } · “{ $prompt }”{ $status ->
    [done] { "" }
    [failed] { " " }· 没画成
   *[other] { " " }· 正在画
}
gallery-empty = { $show ->
    [favourites] 你还没有收藏。看到喜欢的图片就用 /favourite。
   *[other] 你还没有图片。试试 /imagine 月亮上的一只猫。
}
cmd-download = 把一组图片和配方打包成 zip
    .generation = 哪一组（#12）；不写就是最新的
    .example = /download 12
download-ready = 📦 { $pictures } 张图片和配方。

# --- 房间和账号
cmd-models = 看看有哪些画师：特长、速度、质量和价格
    .model = 某个模型，查看详细介绍
    .page = 列表的第几页
    .example = /models
models-title = **画师** · ⚡ 速度 · ◆ 质量 · 每张点数 · 秒数
models-line = { $group ->
    [retired] { $title } → { $heirs }
    [key] { $title } · { $speed } { $quality } · { $units }{ $retiring ->
        [none] { "" }
       *[other] { " " }· ⏳ { $retiring }
    }
   *[usable] **{ $title }** · { $speed } { $quality } · { $units } · { $seconds } 秒{ $retiring ->
        [none] { "" }
       *[other] { " " }· ⏳ { $retiring }
    }
        { $strength }（`{ $id }`）
}
ratio-name = { $name ->
    [square] 正方形
    [portrait] 竖版
    [landscape] 横版
    [story] 快拍
    [reels] 短视频
    [tiktok] 抖音 TikTok
    [link] 链接预览
   *[other] { $name }
}
models-choice = { $group ->
    [retired] { $title } → { $successor }
    [key] 🔑 { $title }
   *[usable] { $title } · { $speed } { $quality } · { $units } 点
}
models-heir = { $here ->
    [none] { $heir }
    [same] 🔑 { $heir }
   *[other] 🔑 { $heir }（{ $here }）
}
models-group = { $group ->
    [retired] **已停用**，箭头后是接替它的模型{ $here ->
        [none] ：
        [several] 。接替者需要密钥（🔑）时，括号里的模型先在这里画：
       *[other] 。接替者需要密钥（🔑）时，先由 { $here } 在这里画：
    }
    [key] **需要密钥**（{ $count } 个；数字是每张的点数）。运行本机器人的人把密钥写进设置，再用 `pincel doctor` 检查是否有效。
   *[usable] **这里能画的**（{ $count } 个）
}
models-card = { $group ->
    [retired] 💤 **{ $title }**（`{ $id }`）
    [key] 🔑 **{ $title }**（`{ $id }`）
   *[usable] **{ $title }**（`{ $id }`）
}
    { $strength }
    { $speed } { $quality } · { $units ->
        [0] 已不再提供
       *[other] 每张 { $units } 点
    } · 大约 { $seconds } 秒 · { $images ->
        [1] 一次 1 张
       *[other] 一次最多 { $images } 张
    } · 最长边 { $longest } 像素
    可接受：{ $takes ->
        [none] 只要文字
       *[other] { $takes }
    }
models-card-end = { $group ->
    [retired] { $reason }{ $here ->
        [none] 现在由 { $heir } 来画。
       *[other] 接替它的 { $heir } 需要密钥；在那之前，这里由 { $here } 来画。
    }
    [key] 运行本机器人的人设置好 { $service }之后，它就能在这里画。{ $retiring ->
        [none] { "" }
       *[other] { "" }它将于 { $retiring } 停用。
    }
   *[usable] { $retiring ->
        [none] 在 `/imagine` 里把模型设为 `{ $id }` 就能用它。
       *[other] 它将于 { $retiring } 停用。{ $reason }
    }
}
models-choices = { $what ->
    [ratio] 比例
    [resolution] 分辨率
    [quality] 质量
   *[creativity] 创意度
}：{ $choices }
models-takes-most = { $takes }（最多 { $most } 张）
models-takes-price = { $takes }（{ $units } 点）
models-service = { $provider ->
    [krea] **Krea**（`PINCEL_KREA_KEY`）
    [openai] **OpenAI**（`PINCEL_OPENAI_KEY`）
    [azure] **Azure OpenAI**（`PINCEL_AZURE_API` 和 `PINCEL_AZURE_KEY`）
    [server] **OpenAI 式的服务器**（`PINCEL_SERVER_API`）
    [bfl] **Black Forest Labs**（`PINCEL_BFL_KEY`）
    [gemini] **Google Gemini**（`PINCEL_GEMINI_KEY`）
    [fal] **fal**（`PINCEL_FAL_KEY`）
    [replicate] **Replicate**（`PINCEL_REPLICATE_KEY`）
    [sdapi] **AUTOMATIC1111、Forge 或 sd.cpp**（`PINCEL_SDAPI_API`）
    [horde] **AI Horde**（`PINCEL_HORDE_KEY`）
    [local] **自己电脑上的模型**（`PINCEL_LOCAL_MODEL`）
   *[other] **{ $provider }**
}
models-takes = { $what ->
    [ratio] 画面比例
    [image-prompt] 参考图
    [init-image] 要修改的图
    [style-reference] 风格图
    [image-styles-lora] 训练好的风格（暂时不能在这里选）
    [character-reference] 角色图
    [mask] 蒙版
    [speaks] 用文字描述附图（其中的风格和人物）
    [presets] 预设
    [raw] 原味
    [creativity] 创意度
    [quality] 质量
    [seed] 种子
   *[negative] 不要出现的东西
}
models-auto = `auto` 会按你的描述和点数挑选最合适的画师，并说明原因。
models-one = `/models flux` 会详细介绍其中一个。
models-more = { $group ->
    [key] 需要密钥的（{ $count }）
    [retired] 已停用的（{ $count }）
   *[none] 更多
}
cmd-language = 选择我用什么语言和你说话
    .to = en、es、zh……或 auto
    .example = /language zh
language-which = 🌍 我用什么语言和你说话？
language-set = 👍 从现在起我用中文和你说话。
language-follows = 👍 我会重新跟随房间和你的应用的语言。
problem-unknown-language = 我还不会说“{ $given }”。可以选：{ $choices }。
cmd-settings = 设置这个房间（管理员）
    .audience = 图片给谁看
    .model = 没指定时用哪位画师；auto 自动挑选
    .units = 每人每天可用的点数
    .painting = 用所有模型画、只用免费模型画，或不画
    .room_units = 大家每天一共可用的点数；0 表示不限
    .money = 这里每月用于付费模型的美元；0 表示只用免费的
    .language = 房间的语言，或 auto
    .ballots = 投票时显示还是隐藏票数
    .vote_minutes = 投票多少分钟后结束
    .challenge_minutes = 挑战多少分钟后结束
    .tries = 每人在一次挑战里可以猜几次
    .vote_with = 两种都有时用什么投票
    .results_as = 一张带编号的拼图，或单张图片
    .approval = 每张图片先由管理员批准，别人才能看到
    .log = 通知事项的房间：先在那里写“这里”；off 表示没有
    .reports = 多少人举报就隐藏图片
    .retention = 被拒绝的话保留多少天
    .example = /settings --对象 儿童 --点数 100
settings-shown = ⚙️ 这个房间：
settings-changed = ⚙️ 好了。这个房间现在的设置：
settings-audience = 对象：{ $value ->
    [children] 儿童
    [teens] 青少年
   *[adults] 成人（适合工作场合）
}
settings-model = 画师：{ $value }
settings-units = 每人每天点数：{ $value }（用 { $model } 画一张图要 { $price } 点；UTC 零点重新发放）
settings-language = 语言：{ $value }
settings-ballots = 票数：{ $value ->
    [hidden] 结束前隐藏
   *[visible] 公开
}
settings-vote-minutes = 投票 { $value } 分钟后结束
settings-challenge-minutes = 挑战 { $value } 分钟后结束
settings-tries = 每人可猜次数：{ $value }
settings-vote-with = 投票用{ $value ->
    [buttons] 按钮
   *[reactions] 表情或聊天软件自带的投票（支持时）
}
settings-results-as = 结果显示为{ $value ->
    [gallery] 并排的单张图片（聊天软件支持时）
   *[sheet] 一张带编号的拼图
}
problem-budget-spent = 用 { $title } 来画需要 { $units } 点，而你今天在这个房间只剩 { $left } 点。明天（UTC）会有新的点数。{ $left ->
    [0] { "" }
   *[other] 在那之前，可以只画一张（`--数量 1`），或换便宜些的模型（`/models`）。
}
cmd-help = 我会做什么，怎么用
    .command = 想了解哪个命令
    .example = /help imagine
help-title = 🎨 **我是 Pincel，大家一起画图。**试试：`/imagine 黎明时埃菲尔铁塔旁的小狗`
help-line = **/{ $command }** – { $description }
help-more = 详细了解某个命令，附例子：`/help imagine`
help-option = `--{ $option }` { $description }
help-choices = { $description }（{ $choices }）
help-range = { $description }（{ $low } 到 { $high }）
help-required = { $description } – 必填
help-example = 例如：`{ $example }`
cmd-export = 把我知道的关于你的一切打包给你
    .part = 第几部分（数据多时）
    .example = /export
export-ready = 📦 这是我知道的关于你的一切{ $parts ->
    [1] 。
   *[other] ，第 { $part } 部分，共 { $parts } 部分。
}
cmd-forget = 删除我知道的关于你的一切
    .confirm = “是”表示永久删除
    .example = /forget
forget-sure = 🗑 **确定吗**？删除后不能恢复。
    • **会删除：** 你的图片、投票、猜测、积分和设置。
    • **保留到午夜（UTC）：** 你今天用掉了多少点数，不含姓名，免得重复领取。
forget-done = 好了，我不再知道关于你的任何事。随时欢迎你回来。

## 上传的图片与给看不见的人的文字
problem-upload-too-large = 这个文件太大了：图片最多 { $limit_mb } MB。请发一张小一点的。
problem-upload-not-a-picture = 我打不开这样的文件。请发送 JPEG、PNG、WebP 或 GIF 图片。
problem-upload-too-many-pixels = 这张图片有 { $megapixels } 百万像素，我最多能处理 { $limit } 百万。请发一张小一点的。
problem-upload-broken = 这张图片已损坏或不完整，我打不开。请重新保存，或者换一张。
alt-picture = “{ $prompt }”的{ $count ->
    [1] 图
   *[other] 第 { $variant } 张图，共 { $count } 张
}{ $style ->
    [none] 。
    [storybook] ，故事书风格。
    [watercolour] ，水彩风格。
    [pixel] ，像素风格。
    [neon] ，霓虹风格。
    [pencil] ，铅笔风格。
    [oil] ，油画风格。
    [comic] ，漫画风格。
    [paper] ，剪纸风格。
    [ink] ，水墨风格。
   *[other] ，风格：{ $style }。
}{ $known ->
    [yes] 图中有：{ $seen }。
   *[no] {""}
}
alt-sheet = “{ $prompt }”的 { $count } 张编号图片并排{ $style ->
    [none] 。
    [storybook] ，故事书风格。
    [watercolour] ，水彩风格。
    [pixel] ，像素风格。
    [neon] ，霓虹风格。
    [pencil] ，铅笔风格。
    [oil] ，油画风格。
    [comic] ，漫画风格。
    [paper] ，剪纸风格。
    [ink] ，水墨风格。
   *[other] ，风格：{ $style }。
}{ $known ->
    [yes] 图中有：{ $seen }。
   *[no] {""}
}
alt-challenge = 猜提示词游戏的图片。画的是什么，等你来猜。

# --- 终端
terminal-only-to = 只给{ $name }看
terminal-ballot = 输入 `1` 到 `{ $choices }`
terminal-hello = **{ $name }，你好！**用这个键盘的人都在这个房间里。试试：`/imagine 雪地里的红狐狸`
    `as bob: 投票 2` 让 Bob 做一件事，`as bob` 换成 Bob 来输入。`a1` 按下叫这个名字的按钮，`/help` 查看其他用法，`exit` 离开。
problem-terminal-name = “{ $given }”不能用作名字。请用 1 到 32 个字符，不要带冒号。
problem-terminal-no-buttons = 现在还没有按钮可按。先用 /imagine 写下你的愿望吧。
problem-terminal-no-such-button = 这里没有按钮“{ $given }”，最新的是 { $known }。
problem-out-folder = 无法把文件保存到 { $path }（{ $reason }）。请用 --out 或 PINCEL_OUT 换一个文件夹，或腾出一些空间。

# --- 命令行
cli-about = Pincel：大家一起画图的聊天机器人。
cli-usage = 用法
cli-commands = 命令
cli-arguments = 要填的内容
cli-options = 选项
cli-more = 查看某个命令的详情：{ $pincel } imagine --help
cli-help = 显示这份帮助
cli-language = 使用的语言：{ $choices }
cli-version = 显示版本
cli-failure = { $sentence }（代码 { $reference }）
cli-interrupted = 已停止。
cli-run = 在所有已配置的聊天平台上工作；一个都没有时，就在这个终端里聊天
cli-chat = 在终端里画图、玩游戏，一个人或大家一起
    .name = 谁先输入并担任管理员；不填就用你的用户名
    .moderator = 还有谁是管理员（可以写多次）
    .pictures = 图片显示为彩色方块（blocks）、路径（paths）或自动（auto）
    .out = 保存图片的文件夹
cli-demo = 一分钟看完：画图、投票和猜提示词游戏
    .out = 保存图片的文件夹
    .pictures = 图片显示为彩色方块（blocks）、路径（paths）或自动（auto）
cli-imagine = 用文字画出图片
    .prompt = 你想看到什么
    .model = 由哪个模型来画；auto 会挑最合适的
    .ratio = 画面比例，例如 3:2、square 或 story
    .count = 画几张，1 到 4
    .seed = 一个数字；同样的数字画出同样的图片
    .variety = 0 表示完全可重现，1 表示自由发挥
    .style = 风格，例如 watercolour 或 pixel
    .negative = 不要出现的内容（模型支持时）
    .quality = 画得多细，例如 低 或 高
    .resolution = 多大，例如 1K 或 2K
    .creativity = 对文字发挥多少
    .raw = 是：模型原本的样子，不加修饰
    .picture = 参考图的文件；可以写多次
    .style-picture = 照着哪张图的风格画（文件）
    .style-strength = 风格的影响有多大，0 到 100
    .character = 要出现在画里的角色的图片文件
    .out = 保存图片的文件夹
    .json = 输出一个 JSON 对象
cli-imagine-saved = { $model } · 种子 { $seed } · { $width } × { $height } · { $units } 点 · { $seconds } 秒
cli-imagine-missing = 我没能画出：{ $words }
cli-review = 看看安全检查怎么判断一段文字
    .text = 这段文字
    .file = 每行一段文字的文件，或者每行一个带有 `"text"` 的对象的 .jsonl 文件
    .audience = 给谁看：children、teens 或 adults
    .json = 每行输出一个 JSON 对象
cli-review-verdict = { $verdict ->
    [allow] ✓ 可以
    [review] ? 需要有人看一下
   *[block] ✗ 已拦下
}{ $rule ->
    [none] { "" }
   *[other] （`{ $rule }`）
} · { $text }
cli-score = 按意思给猜测打分，0 到 100
    .secret = 要猜的描述
    .guess = 猜测
    .file = 一个 .jsonl 文件，每行一个带有 `"secret"` 和 `"guess"` 的对象
    .json = 每行输出一个 JSON 对象
cli-score-result = { $points } / 100{ $hits ->
    [none] { "" }
   *[other] { " " }· 猜中：{ $hits }
}
cli-models = 列出能画图的模型
    .name = 某个模型的名字，查看详细介绍
    .json = 输出一个 JSON 列表
cli-models-column = { $what ->
    [title] 模型
    [speed] 速度
    [quality] 质量
    [images] 张数
    [units] 点数
    [usd] $
    [seconds] 秒
    [px] 像素
   *[takes] 可接受
}
problem-cli-models-unknown = 没有叫“{ $name }”的模型。{ $nearest ->
    [none] { "" }
   *[other] 你是想说“{ $nearest }”吗？
}用 `{ $pincel } models` 可以查看全部模型。
cli-models-takes = 张数：一次最多几张；点数和 $：每张最多；像素：最长边；可接受：{ $marks }、~ 用文字描述附图
cli-doctor = 检查配置和文件是否正常，不正常的告诉你怎么办
cli-db = 照看数据库
    .action = upgrade 升级到当前版本；backup 做一份备份
cli-db-upgraded = { $path } 里的数据库已就绪（版本 { $version }）。
cli-db-saved = 备份已保存：{ $path }
problem-bad-setting = 设置 { $name } 不能是“{ $given }”。可以填：{ $allowed }。
problem-unreadable-env-file = 无法读取 { $path } 里的设置。它必须是 UTF-8 文本文件，可以参照 .env.example。
problem-cli-unknown-command = 没有“pincel { $given }”这个命令。{ $nearest ->
    [none] 用 `{ $pincel } --help` 查看全部命令。
   *[other] 你是不是想用 `{ $pincel } { $nearest }`？
}
problem-cli-unknown-option = “pincel { $command }”没有选项“{ $given }”。{ $nearest ->
    [none] 用 `{ $pincel } { $command } --help` 查看全部选项。
   *[other] 你是不是想用 `{ $nearest }`？
}
problem-cli-needs = 还缺少：{ $option }。用 `{ $pincel } { $command } --help` 查看写法。
problem-cli-too-much = 不知道该怎么处理“{ $given }”。用 `{ $pincel } { $command } --help` 查看写法。
problem-unreadable-file = 无法读取 { $path }（{ $reason }）。
problem-broken-line = 跳过了 { $path } 的第 { $line } 行：它必须是一个 JSON 对象，并且 { $fields } 是文字。

# --- 检查
doctor-python = Python { $version }
doctor-python-bad = 不支持 Python { $version }。请用 Python 3.11、3.12 或 3.13 安装 Pincel。
doctor-packages = { $count } 个软件包都已按固定版本安装
doctor-packages-bad = 缺少或版本不对：{ $names }。请重新安装 Pincel（运行 make demo 即可）。
doctor-data = 数据文件夹 { $path } 可以写入，剩余 { $free } GB
doctor-data-new = 数据文件夹 { $path } 还不存在，第一次启动时会创建。剩余 { $free } GB
doctor-data-full = 数据文件夹 { $path } 只剩 { $free } GB。请腾出空间，或把 PINCEL_DATA 设为别处的文件夹。
doctor-data-bad = 数据文件夹 { $path } 无法写入（{ $reason }）。请给当前用户写入权限，或修改 PINCEL_DATA。
doctor-database = 数据库版本是 { $version }，与程序一致
doctor-database-new = 还没有数据库，第一次启动时会创建
doctor-database-old = 数据库版本是 { $version }，程序的版本是 { $wanted }。下次启动时会先备份再升级。
doctor-database-bad = 数据库无法使用：{ $reason }
doctor-encoder = 句子编码器（打分和安全检查用）工作正常
doctor-check = 图片检查工作正常
doctor-sprites = 草图画师的图案可以读取：{ $count } 个
doctor-broken = { $part } 无法工作（{ $reason }）。请重新安装 Pincel（运行 make demo 即可）。
doctor-faces = 没有连接聊天平台：Pincel 在这个终端里聊天（{ $pincel } chat）
doctor-settings = 所有设置都能识别
doctor-clock = 时钟显示 { $time }
doctor-clock-bad = 时钟显示 { $time }，这不可能。投票和挑战按时钟结束，请把时钟调准。
doctor-clock-back = 时钟显示 { $time }，可是数据库写于 { $newest }。请检查时钟。
doctor-well = 一切正常。
doctor-ill = 请处理标有 ✗ 的项目。

# --- 猜提示词
cmd-challenge = 玩“猜提示词”：我画一个秘密，大家来猜是什么
    .minutes = 游戏进行多少分钟
    .prompt = 你自己的秘密；只能在和我的私聊里写，不然大家都看见了
    .tries = 每个人可以猜几次
    .picture = 我为你的秘密画的那张图的编号
    .close = 现在结束游戏并揭晓答案（开局的人、出题人或管理员）
    .thread = 在单独的子区里玩（聊天软件有子区时，例如 Discord）
    .example = /challenge --分钟 15 --次数 3
challenge-painting = 🎭 我正在画一个秘密，马上挂在这里，然后大家就可以猜了。
challenge-thread = 猜提示词 #{ $number }
challenge-painting-own = 🎭 我正在画你的秘密，只有你能看到。
challenge-own-how = 🤫 别在这里说，不然大家都看到你的秘密了！请在私聊里给我发：`/challenge --描述 "你的秘密"`。我画好后给你一个编号，用它在这里开始游戏，谁也不知道是什么。
challenge-prepared = 🤫 你的秘密**“{ $prompt }”**画好了，只有你看过。现在去大家所在的房间，输入 `/challenge --图片 { $number }`。你自己不能猜，但可以看大家猜。
challenge-prepared-missing = 我没画出来的词：{ $words }。画里看不到的，谁也猜不到，也许可以换个说法再试。
challenge-running = 🎭 这里已经有一局在进行。还可以猜 { $unit ->
    [hours] { $count } 小时
    [days] { $count } 天
   *[minutes] { $count } 分钟
}（到 { $time }）。开局的人可以提前结束：`/challenge --结束 是`
challenge-title = 🎭 **我画的是什么**？猜猜那句秘密的话吧！
challenge-by = 这个秘密是 { $name } 出的。
challenge-rules = 输入 /guess 加上你的猜测，用自己的话、任何语言都行（最多 { $limit } 个字符）。每人可以猜 { $tries } 次，只有你自己看得到有多接近；游戏结束时，大家会看到你最好的一次猜测。从第二次起每猜一次扣 { $try_cost } 分，每用一次 /hint 扣 { $hint_cost } 分；取你最好的一次。
challenge-closes = ⏳ { $unit ->
    [hours] { $count } 小时
    [days] { $count } 天
   *[minutes] { $count } 分钟
}后（{ $time }）揭晓答案。
challenge-over = 🏁 这一局结束了。
challenge-failed = 😕 这张秘密图没能画出来，这次玩不成了。请再试一次。
challenge-secret = 🏁 秘密是**“{ $secret }”**
challenge-winner = 🎉 { $found ->
    [yes] **{ $name }**
   *[no] 没有人猜中，但 **{ $name }** 猜得最接近，
}以 { $points } 分获胜！
challenge-nobody = { $players ->
    [0] 这次没有人猜。下一局就看你的了！
   *[other] 这次没有人猜得接近。下一局就看你的了！
}
challenge-line = { $place } { $name } { $bar } { $score } → { $points } 分（猜了 { $guesses } 次）：“{ $text }”
challenge-more = ……还有 { $count } 人。
challenge-standings = 🏆 { $season } 排行榜：
challenge-too-late = 这一局已经结束了，不过还会有下一局。
challenge-taken-back = 出题人收回了这个秘密，这一局结束了。还会有下一局的！
challenge-time-up = ⏳ 时间到！答案马上揭晓。
challenge-alt-solved = “猜提示词”的图。秘密是：{ $secret }
challenge-button-guess = 我来猜
challenge-button-hint = 提示
challenge-button-top = 排行榜
challenge-button-again = 再来一局
problem-challenge-running = 这里已经有一局在进行。输入 /guess 说说你看到了什么。
problem-challenge-closed = 这一局刚刚结束，这次不算了。用 /challenge 再开一局吧。
problem-challenge-not-ready = 秘密图还在画，请稍等一下。
problem-no-challenge = 这里现在没有游戏。用 /challenge 开一局吧！
problem-no-secret-picture = 我找不到你的秘密图 #{ $number }。请在私聊里给我发：`/challenge --描述 "你的秘密"`。
problem-not-yours-to-end = 只有开局的人、出题人或管理员可以提前结束这一局。
problem-secret-played = 这个秘密已经玩过了。请在私聊里让我画一个新的：`/challenge --描述 "你的秘密"`。
problem-deck-rests = 今天我在这个房间已经画了 { $limit } 个秘密，要休息一下。明天继续，你自己的秘密随时可以玩。
problem-secret-too-long = 秘密最多 { $limit } 个字符，不然谁也猜不到。请写短一点。
problem-own-challenge = 这是你自己出的题，让别人来猜吧。看着也很有趣！
problem-seen-challenge = 你已经看过这个秘密了，这次让别人来猜吧。
cmd-guess = 猜秘密。得分：接近程度，之前每猜一次减 4 分，每个提示减 10 分
    .text = 你觉得秘密是什么，用自己的话，任何语言都行（120 个字符）
    .challenge = 游戏代码，如果不是这个房间的那一局
    .example = /guess 清晨一只狗在塔旁边
guess-score = { $symbol } **{ $score } / 100** { $bar } { $warmth ->
    [icy] 冰冷。换个完全不同的想法试试！
    [cold] 有点冷，不过沾了点边。
    [mild] 越来越暖了。
    [warm] 暖！已经猜到一大半了。
    [hot] 很热！只差一点点。
    [known] 你之前已经猜中了。
   *[solved] 猜中了！
}
guess-hits = { $any ->
    [yes] ✅ 这些猜对了：{ $words }
   *[no] 这些词还没有一个猜中。
}
guess-points = 值 { $points } 分。{ $better ->
    [yes] 目前你最好的一次仍是 { $best } 分。
   *[no] {""}
}
guess-left = { $left ->
    [0] 这是你最后一次机会。{ $time } 揭晓答案。
   *[other] 你还可以猜 { $left } 次。
}
guess-solved = { $left ->
    [0] 安心等揭晓吧，请不要告诉别人哦。
   *[other] 不用再猜啦，安心等揭晓吧，请不要告诉别人哦。
}
guess-public = 💬 { $name } 猜过了。
guess-public-solved = 🎉 { $name } 猜中了！
guess-how = 💬 把你看到的写出来，例如 `/guess 一只猫在船上`。如果在这里别人会看到，就在私聊里发给我：`/guess 一只猫在船上 --游戏 { $code }`
guess-how-private = 💬 把你看到的写出来，例如 { $here ->
    [yes] `/guess 一只猫在船上`
   *[no] `/guess 一只猫在船上 --游戏 { $code }`
}
problem-guess-too-long = 一次最多写 { $limit } 个字符，你写了 { $given } 个。请用一句短短的话说。
problem-guess-empty = 请写下你觉得我画了什么，例如：/guess 一只猫在船上
problem-guess-again-same = 这句话你已经猜过了，不扣次数。换个说法吧！
problem-no-tries-left = { $tries } 次机会你都用完了。等着看揭晓吧！
cmd-hint = 得到一个只给你看的提示。一共四个，每个会让之后的猜测少 10 分
    .challenge = 游戏代码，如果不是这个房间的那一局
    .example = /hint
hint-line = 💡 { $number }、{ $text }
hint-category = 主题：{ $category }
hint-words = { $script ->
    [han] 一共 { $words } 个汉字。
   *[letters] 一共 { $words } 个词。
}
hint-things = 里面有 { $things } 样东西要找。
hint-words-and-things = { $script ->
    [han] 一共 { $words } 个汉字
   *[letters] 一共 { $words } 个词
}，里面有 { $things } 样东西要找。
hint-initials = 露出一部分：{ $letters }
hint-word = 其中一个词：**{ $word }**
hint-cost = 从现在起每次猜测多扣 { $cost } 分（一共 { $total } 分）。{ $left ->
    [0] 这是最后一个提示。
   *[other] 还有 { $left } 个提示。
}
hint-all = 四个提示都在这里了，再看一遍不扣分。
hint-button-more = 再来一个提示
problem-hint-solved = 你已经猜中了，不需要提示啦。
cmd-top = 看看这个房间里“猜提示词”谁玩得最好
    .season = 哪个月，例如 2026-11；不写就是这个月
    .example = /top 2026-11
top-title = 🏆 **{ $season } “猜提示词”排行榜**
top-empty = { $current ->
    [yes] 这个月还没有人玩完一局。用 /challenge 开始吧！
   *[no] { $season } 这里没有玩完的游戏。
}
top-line = { $place } **{ $name }** { $points } 分 · { $games } 局 · 赢 { $wins } 局 · 最高 { $best }{ $streak ->
    [0] {""}
    [one] {""}
    [1] {""}
   *[other] {" "}· 🔥 连续 { $streak } 天
}
top-short = { $place } { $name } · { $points } 分
top-mine = { $rank ->
    [0] { $name }，你还不在榜上。下一局一起来吧！
   *[other] { $name }，你排在第 { $rank } 名，共 { $players } 人。
}
problem-bad-season = “{ $given }”不是赛季。赛季是一个月，例如 { $example }。

# --- 存储：记录和图片可能出的问题
problem-no-such-picture = 这一组里没有 { $number } 号图片。请选图上标出的编号。
problem-picture-gone = 这张图片已经不在了。用 /retry 可以再画一张。
problem-disk-full = 磁盘已满，什么都没有保存。请让管理这个机器人的人在 { $path } 腾出空间，然后再试一次。
problem-data-folder = 我无法使用 { $path } 里的数据（{ $reason }）。请让管理这个机器人的人检查这个文件夹是否可写，或者换一个文件夹。
problem-database-newer = 数据库 { $path } 来自更新版本的 Pincel（修订号 { $revision }），我没有改动它。请运行更新的版本，或使用其 backups 文件夹里的备份。

# --- 演示
demo-wish = 一个愿望变成四张图
    .lines =
        as 小红: /imagine 夜晚雪林里的一只红狐狸 --种子 7
demo-vote = 大家投票
    .lines =
        as 小明: 投票 2
        as 小华: 投票 2
        as 小李: 3
        as 小明: 3
        as 小华: 投票 3
        as 小红: /results --结束
demo-more = 每个人用自己的语言
    .lines =
        as 小李: /imagine 月光下的猫和花 --数量 1 --风格 水彩 --种子 3
        as Carmen: /language es
        as Carmen: /imagine un faro junto al mar con gaviotas --cantidad 1 --forma 16:9 --semilla 5
        as Bob: /language en
        as Bob: /imagine a rocket over the city at night --count 1 --style neon --ratio 9:16 --seed 4
        as Bob: d1
demo-game = 猜猜画的是什么
    .lines =
        as 小红: /challenge --分钟 5
        as 小明: /guess 沙漠里的一艘潜水艇
        as 小明: /hint
        as 小明: /guess 晚上几只熊围着火坐着
        as Carmen: /guess un par de osos al lado de una fogata bajo las estrellas
        as 小李: /hint
        as 小李: /guess 星空下，两只熊坐在篝火旁边
        as 小红: /challenge --结束
        as 小红: /top
demo-end = 这就是 Pincel。图片在 { $out } 里。轮到你了：make run

# --- 安全：审核对文字的说明
problem-prompt-empty = 请写下你想画什么，例如：一只红狐狸在树下看书。
problem-prompt-too-long = 你写了 { $length } 个字符，最多 { $limit } 个。请写短一点。
problem-prompt-unreadable = 你的文字有一部分损坏了，无法读取。请重新输入。
problem-refused = { $category ->
    [sexual] 我不画任何与性有关的内容。
    [nudity] 我画的人都要穿好衣服。
    [violence] 在这个房间里，我不画人或动物受到伤害的画面。
    [gore] 在这个房间里，我不画流血、伤口或遗体。
    [self-harm] 我不画这个，因为你好不好更重要。如果你或你的朋友觉得难过、很累或受了伤：我是程序，不是人，也不会告诉任何人。所以请今天就告诉一位你信任的大人，比如家里或学校里的大人。如果身边没有人，可以拨打 12355 青少年热线或 12356 心理援助热线；其他地区请看 findahelpline.com。有危险时，请马上报警。
    [drugs] 在这个房间里，我不画毒品或吸烟。
    [alcohol] 在这个房间里，我不画酒。
    [hate] 我不画因为别人的身份而嘲笑或威胁他们的内容。
    [extremism] 我不画恐怖活动，也不画仇恨的标志和人物。
    [weapons] 在这个房间里，我不画枪支、持刀打斗或其他危险的武器（讲历史的画面里也不画）；同样的画面不带武器就可以。
    [profanity] 在这个房间里，请不要说脏话。
    [gambling] 在这个房间里，我不画赌博。
    [scatology] 在这个房间里，我不画屎尿屁的玩笑。
    [scary] 这可能会让别人做噩梦。可爱的小幽灵或神秘的老房子就可以。
    [real-people] 我不画会伤害真实人物的画面，也不画他们没有做过的事。
    [minors] 这样的画面，我在任何房间里都不画。
    [characters] 这个角色属于别人。你自己想出来的角色就可以。
    [room] 这个房间的管理员不希望画里出现这个内容。
    [private] 请不要在这里写真实的人的住址、电话、邮箱、账号或密码，因为别人也能看到。
    [help] 我不画这个，因为你写的事情更重要。你没有做错什么。我是程序，不是人，也不会告诉任何人。所以请今天就告诉一位你信任的大人，比如家里或学校里的大人。如果身边没有人，可以拨打 12355 青少年热线或 12356 心理援助热线；其他地区请看 findahelpline.com。有危险时，请马上报警。
    [injection] 请只告诉我画面里要有什么，我的规则不会改变。
    [unavailable] 我刚才无法检查你的文字，所以没有继续。请稍后再试。
   *[other] 这不符合这个房间的规则。
}{ $category ->
    [unavailable] {""}
    [help] 你并不孤单。
    [self-harm] 你并不孤单。
    [sexual] 这次不扣点数，也不占次数。请换一种说法。
    [nudity] 这次不扣点数，也不占次数。请换一种说法。
    [minors] 这次不扣点数，也不占次数。请换一种说法。
    [extremism] 这次不扣点数，也不占次数。请换一种说法。
    [injection] 这次不扣点数，也不占次数。请换一种说法。
    [private] 这次不扣点数，也不占次数。请去掉这些信息再试；如果你觉得弄错了，请联系这个房间的管理员。
   *[other] 这次不扣点数，也不占次数。请换一种说法。
}

# The sketch painter’s styles
problem-unknown-style = 没有叫“{ $name }”的风格。请从这些里选一个：{ $known }。

# --- 里面没有能画的东西
problem-nothing-drawn = { $words ->
    [none] 这里面没有我会画的东西。
   *[other] 我不会画：{ $words }。
}请说一些看得见的东西（动物、人物、物品、地方、天气），用中文、英文或西班牙文都行，比如：樱花树下的一只红狐狸。

# --- 列举。`.clash` 在中文里和平常一样
list-comma = { $before }、{ $item }
list-and = { $before }和{ $item }
    .clash = { $before }和{ $item }
list-or = { $before }或{ $item }
    .clash = { $before }或{ $item }

# --- 选项和它们的取值，照这样输入：小写字母、汉字、数字、- 和 _，最多 32 个
option-audience = 对象
    .children = 儿童
    .teens = 青少年
    .adults = 成人
option-ballots = 票数
    .hidden = 隐藏
    .visible = 公开
option-before = 起点
option-challenge = 游戏
option-challenge_minutes = 挑战分钟
option-close = 结束
option-command = 命令
option-confirm = 确认
option-count = 数量
option-generation = 组号
option-language = 语言
option-minutes = 分钟
option-model = 模型
option-money = 金额
option-painting = 画图
    .on = 开
    .free = 免费
    .off = 关
option-room_units = 房间点数
option-stop = 停用
option-page = 页码
option-part = 部分
option-picture = 图片
option-prompt = 描述
option-ratio = 比例
option-results_as = 结果样式
    .sheet = 拼图
    .gallery = 画廊
option-season = 月份
option-seed = 种子
option-show = 显示
    .mine = 我的
    .favourites = 收藏
option-style = 风格
    .storybook = 故事书
    .watercolour = 水彩
    .pixel = 像素
    .neon = 霓虹
    .pencil = 铅笔
    .oil = 油画
    .comic = 漫画
    .paper = 剪纸
    .ink = 水墨
option-text = 内容
option-to = 语言
option-thread = 子区
option-reason = 原因
    .scary = 吓人
    .hurtful = 伤人
    .unsafe = 不合适
    .other = 其他
option-clear = 放行
option-tries = 次数
option-units = 点数
option-variant = 编号
option-variety = 变化
option-vote_minutes = 投票分钟
option-vote_with = 投票方式
    .reactions = 表情
    .buttons = 按钮

# --- /help 的第一页：每组一小段，`commands` 是这一组的命令
help-make = **画图：**说说你想看到什么。
    { $commands }
help-vote = **投票**选出你最喜欢的那张。
    { $commands }
help-play = **猜提示词：**我画一个秘密，大家来猜。
    { $commands }
help-yours = **你的东西：**你的图片、收藏，以及我知道的关于你的一切。
    { $commands }
help-safe = **大家都安心：**看到不该有的就告诉我，由管理员决定。
    { $commands }
help-house = **设置和帮助**
    { $commands }
progress-draft = “{ $prompt }”的草图；正式的图还在画
progress-draft-below = ✏️ 先看一张草图；正式的图还在画。

# --- 终端（续）
terminal-meant = 我只听得懂命令，命令以斜杠开头。你是想输入 `{ $line }` 吗？`/help` 会列出所有命令。
terminal-talk = 很高兴听到你说话！不过我只听得懂以斜杠开头的命令：`/imagine 雪地里的红狐狸` 用来画图，`/help` 查看其他用法。
terminal-now = 现在由 **{ $name }** 输入。
terminal-help = **在这个终端里：**`as bob: …` 让 Bob 做一件事，`as bob` 换成 Bob 来输入 · `2` 或 `投票 2 #12` 投票 · `a1` 按下叫这个名字的按钮 · `dm: …` 或 `dm bob: …` 是和我的私聊，用来出你自己的秘密 · `exit` 离开。
terminal-aside = 在这个终端里，以 `dm:` 开头的一行就是私聊。请输入 `dm: /challenge --描述 "你的秘密"`，其他人先别看；Ctrl-L 可以清空屏幕。
problem-terminal-number = { $given } 是什么意思？要投票就输入 `投票 { $vote }`；要按按钮就输入它前面的名字，例如 `a1`。
# 不知道命令的人会说的词；数字从一开始
heard-imagine = 画 想象 生成 图片 画画 绘画 作画
heard-vote = 投票 选
heard-guess = 猜 我猜
heard-help = 帮助 你好 您好 嗨 开始 菜单 怎么
heard-hint = 提示 线索
heard-challenge = 游戏 玩 挑战 秘密 出题 猜谜 谜题 新游戏
heard-top = 排名 排行 积分 排行榜
heard-gallery = 图库 相册 画廊
heard-favourite = 收藏 喜欢
heard-results = 结果 票数
heard-retry = 再来 重画 再画
heard-language = 语言
heard-numbers = 一 二 三 四

problem-not-a-picture = 模型给出的东西不是图片。请再试一次，或者换一个模型。

# Discord
discord-presence = /imagine 一只红狐狸
discord-change = 修改
discord-no-thread = 🧵 我没法在这里开子区（要在文字频道里，并有“创建公共子区”权限），所以就在频道里玩。
discord-entry-reuse = 改一改再画
discord-entry-details = 详情
discord-entry-favourite = 收藏
discord-entry-download = 下载
discord-entry-report = 举报
discord-too-large = 📎 有 { $count } 个文件太大，无法发到这里。你可以用 /gallery 找到你的图片。
discord-missing-permissions = ⚠️ 我在这个频道缺少权限：{ $names }。管理员可以在频道设置里授予。
discord-permission-view-channel = 查看频道
discord-permission-send-messages = 发送消息
discord-permission-send-messages-in-threads = 在子区内发送消息
discord-permission-attach-files = 添加文件
discord-permission-add-reactions = 添加反应
discord-permission-read-message-history = 读取消息历史记录
problem-discord-token = Discord 不认识这个令牌。请从 https://discord.com/developers/applications（Bot，Reset Token）重新复制到 PINCEL_DISCORD_TOKEN。
problem-discord-not-here = 我只为部分服务器服务，这里不在其中。
problem-discord-no-pictures = 这条消息里没有我的图片。请选择一条带投票图片的消息。
problem-picture-too-large = 这张图片对这个聊天来说太大了。

telegram-write-me-first = { $name }，我有一条只给你看的回答。请打开我们的私聊，点“开始”就能看到。
telegram-open-private = 💬 打开私聊
telegram-missing-right = 🔒 { $right ->
    [photos] 我在这里没有发送照片的权限，管理员可以在“权限”中更改。
    [files] 我在这里没有发送文件的权限，管理员可以在“权限”中更改。
   *[messages] 我没有在那个群里发言的权限，管理员可以在“权限”中更改；在那之前，我们可以在这里聊。
}
telegram-inline-draw = 🎨 画“{ $wish }”
telegram-inline-draw-how = 在有我的聊天里可用
telegram-inline-open = 🎨 和我一起画画
problem-telegram-token = Telegram 不认识这个令牌。请从 @BotFather 完整复制到 PINCEL_TELEGRAM_TOKEN，包括冒号前面的数字。
problem-telegram-webhook = Telegram 无法把消息送到 { $address }：{ $reason }。请检查 PINCEL_TELEGRAM_WEBHOOK（公开的 https 地址）和 PINCEL_TELEGRAM_WEBHOOK_LISTEN（主机:端口），或将前者留空。

# --- 命令行和检查（续）
problem-cli-which-language = 用哪种语言？请在 --language 后面写上：{ $choices }。
problem-cli-unknown-model = 没有叫“{ $given }”的模型。{ $nearest ->
    [none] { "" }
   *[other] 你是想说“{ $nearest }”吗？
}可以选：{ $known }。
problem-database-broken = { $path } 里的数据库已损坏，或者根本不是数据库。请先停下机器人，用“backups”文件夹里最新的备份替换 pincel.db，再重新启动；没有备份的话，把 pincel.db 移走，会新建一个。
doctor-out = 图片可以保存到 { $path }
doctor-out-bad = 图片无法保存到 { $path }（{ $reason }）。请给这个用户写入权限，或用 PINCEL_OUT 换一个文件夹。
run-faces = Pincel 正在 { $names } 上启动。按 Ctrl-C 停止；没做完的下次启动时继续。

# --- 没能送到的结果
delivery-elsewhere = 📮 你提要求的那个房间我发不进去，所以送到这里：
gallery-kept = 📮 有 { $count } 个结果没能送到你手上，现在都在这里。

# --- 一个人，多个平台
cmd-link = 把你在几个平台上的账号合为一个
    .code = 我给你另一个账号的连接码
    .confirm = 由按钮填写
    .example = /link
link-code = 🔗 你的连接码，十分钟内有效：`{ $code }`
    1. 用你的另一个账号打开和我的私聊，发送 `/link { $code }`
    2. 回到这里，按下面的按钮。
    别人都不需要这个码；千万不要写在群里。
link-not-yet = 还没有人输入你的码。请用另一个账号发给我，然后再按一次。
link-asked = 🔗 这个代码属于 { $platform } 上的 **{ $name }**。如果你同意，你的图片、收藏和积分也会归那个账号，两个账号都能查看和删除全部内容。只有那也是**你自己的**账号时才同意。如果代码是别人给你的，请拒绝。
link-agreed = 🔗 快好了。请到另一个账号，按代码下面的按钮；那里显示的标记必须是 `{ $mark }`。
link-confirm = 🔗 { $platform } 上的 **{ $name }** 输入了你的码，那边显示的记号是 `{ $mark }`。是你本人吗？确认后两个账号共用一份历史，都可以做任何操作。不确定就选“不是”。
link-done = ✅ 好了。现在对我来说，你和 { $platform } 上的 **{ $name }** 是同一个人。/unlink 可以解除。
link-declined = ✋ 没有合并任何账号，这个码也作废了。
link-button-look = 我已经输入了
link-button-yes = 是我
link-button-no = 不是
link-button-back = 撤回
link-button-agree = 是的，那也是我的账号
problem-link-in-public = 这里别人也看得到，所以这个码已经作废。请用 /link 重新要一个，在私聊里发给我。
problem-link-no-such-code = 我不认识这个码。可能已经用过，或者超过了十分钟：请在另一个账号上用 /link 再要一个。
problem-link-too-often = 输错的码太多了。请等 { $minutes } 分钟。
problem-link-own-code = 这是你自己的码。请用你想合并的另一个账号输入。
problem-link-same-platform = 两边都已经有 { $platform } 账号了；每个平台只能合并一个。
problem-link-over = 这个码已经失效。请用 /link 再要一个。
cmd-unlink = 把合并的账号重新分开
    .confirm = 选“是”就分开
    .example = /unlink
unlink-sure = ✂️ 你的账号有：{ $accounts }。分开后，每个账号保留在自己平台的房间里做的东西。确定吗？
unlink-done = ✂️ 好了。每个账号又各自独立，保留在自己平台上做的东西。
unlink-button = 是，分开
forget-linked = 这会影响你所有合并的账号：{ $accounts }。想保留其中某个账号的内容，请先用 /unlink。
problem-not-linked = 这个账号没有和别的账号合并。可以用 /link 合并。

# --- 把图片给房间看
cmd-publish = 把你在别处做的图片给这个房间看
    .generation = 组号（#12）；不写就用你最新的
    .example = /publish 12
publish-how = 📣 请在想展示的房间里输入 /publish 和图片的编号，例如 `/publish 12`。编号在 /gallery 里。你私下做的图片只有你自己能拿出来展示。
problem-not-yours-to-publish = 只有做图的人才能把它拿到别处展示。
problem-nothing-to-publish = 你还没有画好的图片。先试试 /imagine。
problem-not-for-this-room = 这张图片不适合这里的所有人，所以我不在这个房间展示。

# --- 初次见面
cmd-start = 认识我：我们能一起做什么
    .payload = 由链接填写
    .example = /start
start-make = 👋 **你好，{ $name }！我是 Pincel。**告诉我你想看到什么，我来画：`/imagine 雪地里的红狐狸`。你会得到几张图片来挑选。
start-play = 🗳 在群里，大家投票选出最喜欢的一张。用 /challenge，我画一个秘密，大家来猜画的是什么。
start-yours = 🖼 /gallery 里有你做的一切，/reuse 告诉你一张图片背后的那行命令。你不分享的，我绝不分享；/forget 会删除我知道的关于你的一切。
start-button-imagine = 画点什么
start-button-language = 语言
start-button-help = 全部命令
option-code = 连接码
option-payload = 链接

# --- 什么是点数
help-units = **点数：**用 { $model } 画一张图要 { $price } 点。你在这里每天有 { $units } 点，UTC 零点重新发放。
doctor-face = { $platform }：机器人名叫 { $name }。用这个地址邀请它：{ $link }
doctor-face-menu = { $platform } 上这些命令的菜单还不是本版本的，下次启动会更新：{ $names }
doctor-face-unreachable = 连不上 { $platform }（{ $reason }）。有网络吗？设置里的地址对吗？
problem-nothing-shared = 这个链接没有可以展示的内容。图片可能已被删除，或从未分享过。
reuse-share = 想给别处的人看，把这个给他：`/start { $code }`

# --- 连接之前可能出的问题
doctor-settings-mistyped = 不认识 { $name }。{ $nearest ->
    [none] 全部设置见 .env.example。
   *[other] 你是想写 { $nearest } 吗？
}
problem-lost-token = { $name } 是空的，所以我不启动。请在 .env 里改好，然后重新启动。
problem-discord-token-form = PINCEL_DISCORD_TOKEN 里的不是 Discord 令牌{ $like ->
    [telegram] ，看起来像 Telegram 的：它应该放在 PINCEL_TELEGRAM_TOKEN 里。是不是两个放反了？
   *[none] ：令牌由三段组成，中间用点隔开。请从 https://discord.com/developers/applications（Bot，Reset Token）复制。
}
problem-telegram-token-form = PINCEL_TELEGRAM_TOKEN 里的不是 Telegram 令牌{ $like ->
    [discord] ，看起来像 Discord 的：它应该放在 PINCEL_DISCORD_TOKEN 里。是不是两个放反了？
   *[none] ：令牌是一个数字、一个冒号和一长串字符。请从 @BotFather 完整复制。
}
run-waiting = { $name }：还没连上（没有回应），至少每分钟重试一次。用 `{ $pincel } doctor` 可以看到更多信息。
run-connected = { $name }：已连上。

# --- 房间关闭了画图，以及终端里的说明
problem-painting-off = 这个房间现在不画图。可以问问管理员能不能打开。管理员请用 `/settings --画图 开`，并把 `--点数` 设成大于 0。
terminal-as = 请写上谁来做、说什么：`as bob: 投票 2`。只写 `as bob`，之后就由 Bob 输入。
terminal-dm = 请在后面写上只给我听的话：`dm: /guess 一只猫在船上`；替别人说就写 `dm bob: /guess 一只猫在船上`。
terminal-code = 私聊里没有游戏，房间里倒有一局。请写明是哪一局：`--游戏 { $code }`，例如 `dm: /guess 一只猫在船上 --游戏 { $code }`。
terminal-forget = 我保存在 `{ $out }` 文件夹里的文件归你所有，只有你自己能删除。
# 各种语言的叫法
heard-language-en = 英语 英文
heard-language-es = 西班牙语 西班牙文 西语
heard-language-zh = 中文 汉语 普通话 简体中文 国语 华语

# --- 命令行里的拒绝：那里没有房间，也没有管理员
cli-refused = { $category ->
    [help] 我不画这个，因为你写的事情更重要。你没有做错什么。我是程序，不是人，也不会告诉任何人。所以请今天就告诉一位你信任的大人，比如家里或学校里的大人。如果身边没有人，可以拨打 12355 青少年热线或 12356 心理援助热线；其他地区请看 findahelpline.com。有危险时，请马上报警。
    [self-harm] 我不画这个，因为你好不好更重要。如果你或你的朋友觉得难过、很累或受了伤：我是程序，不是人，也不会告诉任何人。所以请今天就告诉一位你信任的大人，比如家里或学校里的大人。如果身边没有人，可以拨打 12355 青少年热线或 12356 心理援助热线；其他地区请看 findahelpline.com。有危险时，请马上报警。
    [injection] 请只告诉我画面里要有什么，我的规则不会改变。
    [unavailable] 我刚才无法检查这些文字，所以没有继续。请稍后再试。
   *[other] 这个我不画：这些词不适合儿童。请换一种说法；用 `{ $pincel } review "…"` 可以看到是哪条规则。
}

# --- A table in which nobody has points
top-nobody = { $season } 还没有人得分。

# --- Further words by which people call commands
heard-download = 下载 打包
heard-publish = 发布 分享 展示
heard-reuse = 修改 编辑
heard-details = 详情 详细
heard-models = 模型 画师 画家
heard-settings = 设置 设定
heard-link = 绑定 关联
heard-unlink = 解绑 取消关联
heard-export = 导出
heard-forget = 忘记 删除 清除

problem-provider-refused = 图像服务不愿意画这个愿望。请换一种说法，或用 /models 选择其他模型。
problem-provider-busy = 图像服务现在太忙了。请过一分钟再试。
problem-provider-out-of-credit = 图像服务没有作画：本机器人在那里的余额用完了。运行机器人的人用 `pincel doctor` 可以看到原因；在此之前可以试试其他模型（/models）。
problem-provider-bad-key = 图像服务不接受本机器人的密钥。运行机器人的人用 `pincel doctor` 可以看到原因；在此之前可以试试其他模型（/models）。
problem-provider-bad-request = 图像服务没有看懂这份订单。请去掉额外的选项再试，或用 /models 选择其他模型。
problem-provider-model-gone = 这个模型的厂商已经不再提供它。请用 /models 选择其他模型。
problem-provider-timeout = 图像服务没有及时回答。请再试一次。
problem-provider-down = 图像服务现在出了问题。请稍后再试，或用 /models 选择其他模型。
problem-provider-lost = 图像服务接受了这个请求，但没有得到可以取回的图片。你的点数已退回：请再试一次，或用 /models 选择其他模型。

telegram-delete-it = 🧹 请把你在群里发的那条消息删掉：别人也能看到它，而我没有删除消息的权限。

problem-mask-empty = 这个蒙版没有标出任何要修改的地方。请把要修改的部分设为透明或白色。
problem-mask-unclear = 从这个蒙版里看不出要修改哪里。请把图片里要修改的部分擦除，或者发一张只有黑白两色的图，要修改的部分为白色。
problem-mask-other-shape = 这个蒙版和图片的形状不一样。请让两者的宽和高一致。
telegram-poll-question = “{ $prompt }”，你最喜欢哪一张？
telegram-poll-option = 图片 { $number }
telegram-poll-about = 这是 { $name } 的愿望，由其他人来选。投票结束前可以改票。

doctor-services = 没有设置任何图像服务：机器人自己画免费的草图。在 .env 里填一个密钥（PINCEL_KREA_KEY 等）就会有真正的模型。
doctor-service = { $service } 有回应，也接受密钥{ $facts ->
    [none] {""}
   *[other] （{ $facts }）
}。模型数：{ $models }
doctor-service-unasked = { $service } 已设置；密钥对不对，要到作画时才知道。模型数：{ $models }
doctor-service-bad-key = { $service } 不接受密钥。请看看 { $variable } 是否完整、在那边是否仍然有效。
doctor-service-no-credit = { $service } 接受密钥，但那边的账户没有余额了。请去充值。
doctor-service-unreachable = 连不上 { $service }（{ $reason }）。有网络吗？如果你设置了 { $address }，它对吗？
doctor-service-busy = { $service } 说现在请求太多了。请过一分钟再试。
doctor-service-model-gone = { $service } 说有个模型已经没有了（{ $reason }）。新版的 Pincel 也许知道它的继任者。
doctor-service-trouble = { $service } 的回应有问题（{ $reason }）。如果一直这样，请看看它的状态页。
doctor-models-ended = 这些模型已被厂商关闭：{ $names }。请更新 Pincel，或选择其他模型（/settings、/models）。
doctor-models-ending = 这些模型很快会被厂商关闭：{ $names }。
heard-cancel = 取消 停止 中止

telegram-hello = 👋 大家好，我是 Pincel。输入 `/imagine 雪地里的红狐狸`，我就来画，然后大家一起选出最喜欢的一张。/challenge 开始猜图游戏。管理员没有用 /settings 另作设置之前，我都为孩子们画。
telegram-photo = 📷 我还不会处理照片，也没有看你发的这张。{ $words ->
    [yes] 我只按你的文字来画。
   *[no] 请用文字告诉我你想看到什么。
}
telegram-other = 🙂 我只看得懂文字。告诉我你想看到什么，例如：雪地里的一只红狐狸。

problem-room-budget-spent = 这需要 { $units } 点，而这个房间今天大家一共只剩 { $left } 点。UTC 零点会有新的点数；投票、猜谜和你的图库照常可用。
problem-money-spent = { $where ->
    [all] 机器人这个月用于付费模型的钱已经用完了。
   *[room] 这个房间这个月用于付费模型的钱已经用完了。
}下个月 1 日（UTC）起又有新的钱。免费的草图照常能画：加上 `--模型 sketch`，或者让我来选模型。
problem-painting-stopped = { $where ->
    [all] 机器人的运营者暂时停用了所有付费模型。
   *[room] 这个房间的管理员只允许免费模型画图。
}免费的草图照常能画：加上 `--模型 sketch`，或者让我来选模型。
auto-free = 自动选择了 { $title }：它是免费的，而付费模型在这里没有钱了或被停用了。
heard-finish = 完成 精修 改进

# --- 只有部分模型支持的选项
problem-option-not-offered = { $title ->
    [none] 这里的模型都不支持
   *[other] { $title } 不支持
}{ $what ->
    [image-prompt] 参考图
    [init-image] 起始图
    [style-reference] 风格图
    [character-reference] 角色图
    [image-styles-lora] 训练好的风格
    [mask] 蒙版
    [negative] “不要出现的内容”；请直接写在愿望里，例如“没有汽车的街道”
    [quality] 选择质量
    [resolution] 选择分辨率
    [creativity] 选择创意程度
   *[raw] “原味”
}。{ $usable ->
    [none] { $keyed ->
        [none] 我知道的模型都不行。去掉它，我很乐意为你画。
       *[other] 如果运行这个机器人的人设置了密钥，这些模型可以：{ $keyed }{ $more ->
            [yes] {" "}等
           *[no] {""}
        }。去掉它，我很乐意为你画。
    }
   *[other] 这里可以用：{ $usable }{ $more ->
        [yes] {" "}等
       *[no] {""}
    }。
}
problem-value-not-offered = { $title } 没有“{ $given }”这种{ $what ->
    [quality] 质量
    [resolution] 分辨率
   *[creativity] 创意程度
}。可选：{ $offered }。
problem-too-many-inputs = { $title } 最多接受 { $limit } 张这样的图片，不能用 { $given } 张。
problem-options-not-together = 这里没有一个模型能同时做到这些。去掉一些，或指定一个模型：/models 里有每个模型的本领。
problem-negative-too-long = “不要出现的内容”有 { $length } 个字符，最多 { $limit } 个。
problem-negative-refused = 衣服以及让画面适合所有人的东西不能去掉。难看的东西可以，例如：血、武器、文字。没有扣点。
problem-upload-refused = 你的图片没有通过这个房间的安全检查，所以我不会使用它。请换一张。图片没有保留，也没有扣点。
problem-picture-number = 找不到图片“{ $given }”。请用编号指定你自己的或这个房间的图，例如 12，或 12.3（第 12 组的第 3 张）。
problem-picture-file = 在“{ $path }”找不到图片文件。
problem-strength-without-picture = “{ $option }”表示风格图的影响有多大，但没有附上风格图。请加一张。
problem-pictures-of-others = 第 #{ $number } 组参考的图片属于画它的人。
problem-form-too-small = 这个愿望的选项太多，表单放不下。请复制上面那一行，改好后发出来。
imagine-picture-unused = 📷 我没有看你的图片：{ $title } 只按文字来画。

settings-painting = 画图：{ $value ->
    [off] 关闭
    [free] 只用免费模型
   *[on] 打开
}
settings-room-units = 大家一共的点数：{ $value ->
    [0] 不限
   *[other] 每天 { $value } 点
}
settings-money = 用于付费模型的钱：每月 { NUMBER($value, minimumFractionDigits: 2, maximumFractionDigits: 2) } 美元
cmd-budget = 你今天还剩多少；管理员可以看谁花了多少
    .stop = 在所有房间停用付费模型：是或否（机器人的运营者）
    .example = /budget
heard-budget = 预算 钱包 余额 点数 价格 花费 费用
budget-own = 💰 **你今天在这个房间还剩 { $left } 点**（共 { $limit } 点）；{ $again } 重新发放。
budget-together = 大家今天一共用了 { $spent } 点（共 { $limit } 点）。
budget-price = 用 { $model } 画一张图要 { $price } 点。
budget-stopped = 🛑 付费模型自 { $since } 起停用；免费的照常可用。
budget-month = **这个房间本月：**已花 { NUMBER($spent, minimumFractionDigits: 2, maximumFractionDigits: 2) } 美元（共 { NUMBER($limit, minimumFractionDigits: 2, maximumFractionDigits: 2) } 美元），到 { $again } 为止还剩 { NUMBER($left, minimumFractionDigits: 2, maximumFractionDigits: 2) } 美元。
budget-spender = { $known ->
    [no] 要求我忘记的人
   *[yes] { $name }
}：{ $units } 点 · { NUMBER($money, minimumFractionDigits: 2, maximumFractionDigits: 2) } 美元
budget-everywhere = **所有房间本月：**已花 { NUMBER($spent, minimumFractionDigits: 2, maximumFractionDigits: 2) } 美元（共 { NUMBER($limit, minimumFractionDigits: 2, maximumFractionDigits: 2) } 美元），到 { $again } 为止还剩 { NUMBER($left, minimumFractionDigits: 2, maximumFractionDigits: 2) } 美元。
budget-room = { $platform } `{ $room }`：{ $units } 点 · { NUMBER($money, minimumFractionDigits: 2, maximumFractionDigits: 2) } 美元
button-stop-paid = 停用付费模型
button-go-on = 恢复付费模型
problem-owners-only = 这件事只有机器人的运营者（设置里的 PINCEL_OWNERS）能做。
budget-warning-units = 💰 这样你今天在这里的点数已用掉 80 % 以上。用 `/budget` 看还剩多少。
budget-warning-room-units = 💰 大家今天在这个房间的点数一共已用掉 80 % 以上。
budget-warning-room-money = 💰 请管理员留意：这个房间本月的钱已用掉 80 % 以上（`/budget`）。
budget-warning-all-money = 💰 请机器人的运营者留意：所有房间本月的钱已用掉 80 % 以上（`/budget`）。

doctor-local = 这台电脑上的模型已就位（{ $facts }）；有人要它画图时才会载入。
doctor-local-trouble = 这台电脑上的模型无法作画（{ $reason }）。
gallery-hidden = #{ $number } · { $why ->
    [nobody] 🙈 不展示：没有人可以来看
    [older] 🙈 不适合这里的每个人
    [refused] 🙈 管理员决定不展示
    [reported] 🚩 被举报了，先藏起来，等管理员看过再说
   *[doubtful] 🙈 等管理员看过再说
}
option-character = 角色图
option-creativity = 创意
    .raw = 原样
    .low = 低
    .medium = 中
    .high = 高
option-earlier = 之前的图
option-earlier_as = 之前的图用途
    .picture = 参考
    .style = 画风
    .character = 角色
option-negative = 不要
option-picture2 = 图片2
option-picture3 = 图片3
option-picture4 = 图片4
option-quality = 质量
    .very_low = 很低
    .low = 低
    .medium = 中
    .high = 高
    .xhigh = 很高
    .max = 最高
    .auto = 自动
    .standard = 标准
    .hd = 高清
option-raw = 原味
option-resolution = 分辨率
option-style_picture = 风格图
option-style_strength = 风格强度
help-advanced = 部分模型支持的选项（/models 里有说明）：
details-options = ⚙️ { $options }
details-option = { $what ->
    [negative] 不要：{ $value }
    [quality] 质量：{ $value }
    [resolution] 分辨率：{ $value }
    [creativity] 创意：{ $value }
    [raw] 原味
    [style-reference] 风格图：{ $value } 张
    [character-reference] 角色图：{ $value } 张
   *[other] 参考图：{ $value } 张
}
reuse-pictures = 📷 它参考的图片属于 { $name }，不随这一行给出。
reuse-negative = 它要去掉的内容没有写进这一行：那些词不适合这个房间。
telegram-photo-words = 📷 好图！告诉我要拿它画什么：附上文字再发一次，或者用 /imagine 加上你的话回复它。
problem-stopped-meanwhile = 机器人的运营者在此期间停用了所有付费模型。免费的草图照常能画：加上 `--模型 sketch`，或者让我来选模型。

# --- .env 里可能出错的地方
problem-bad-numbers = 设置 { $name } 不能是“{ $given }”。要填数字，用逗号隔开，例如 123, 456，不能填名字；README 里写了在哪里能找到。
problem-env-line = 看不懂 { $path } 的第 { $line } 行。{ $name ->
    [none] 每一行是名称、“=”和值，例如 PINCEL_LANGUAGE=zh。是不是漏了名称？全部名称见 .env.example。
   *[other] 请写成 { $name }=...，名称后面用“=”，值的两端要么都有引号，要么都没有。
}
problem-no-chat = 没有可以聊天的地方：PINCEL_DISCORD_TOKEN 和 PINCEL_TELEGRAM_TOKEN 都没有设置（我在 { $path } 里找过 .env），这里也没有终端。要从管道或文件读入，请用 `{ $pincel } chat`。
doctor-settings-line = { $path } 的第 { $line } 行设置了我不认识的东西。全部设置见 .env.example。
doctor-settings-twice = { $name } 在 .env 里出现了不止一次：第 { $last } 行优先于第 { $first } 行{ $empty ->
    [yes] ，可是它是空的。请删掉那个空行。
   *[no] 。
}
report-elsewhere = 它可能还出现在我改不了的消息里：展示过它的地方，或公布获胜作品的地方。如果你在那里看到它，请把它删掉，或请管理员来删。
cli-models-price = { $usd ->
    [none] 每张图不花钱。
   *[other] { $dearest ->
        [none] 每张图最多 { $usd } 美元。
       *[other] 每张图最多 { $usd } 美元；选最贵的选项时最多 { $dearest } 美元。
    }
}
option-game = 游戏
problem-terminal-no-vote = 现在没有进行中的投票。用 /imagine 加上你的想法就会开始一次；要按按钮，就输入它前面的名字，例如 `a1`。
challenge-running-own = 🎭 大家正在这里猜你的秘密（到 { $time }）。想提前结束：`/challenge --结束 是`

problem-approval-elsewhere = 这里每张图都要先由管理员看过。请管理员来展示，或者在这里画。
challenge-held = 🙈 这一局的图画好了。先由管理员看一看，看过之后就在这里开始。
problem-case-gone = 这里已经没有什么可决定的了：事情过去太久，或者那个人要求被遗忘。
problem-case-not-yours = 只有提出这个愿望的人才能这样做。
problem-case-decided = 这件事已经有了决定。
problem-too-many-phrases = 这里已经有 { $limit } 条短语，放不下更多了。请先删掉一条。
problem-phrase-empty = 短语里至少要有一个字母、汉字或数字。
problem-phrase-too-long = 一条短语最多 { $limit } 个字符。

# --- 负责的人：拒绝、申诉、审核队列、规则、成员、审计记录
category-name = { $category ->
    [sexual] 色情
    [nudity] 裸露
    [violence] 暴力
    [gore] 血腥
    [self-harm] 自我伤害
    [drugs] 毒品
    [alcohol] 酒
    [hate] 仇恨
    [extremism] 极端主义
    [weapons] 武器
    [gambling] 赌博
    [profanity] 脏话
    [scatology] 粗俗玩笑
    [scary] 吓人
    [real-people] 真实人物
    [characters] 他人的角色
    [minors] 保护儿童
    [room] 本房间的规则
    [injection] 对机器人下命令
    [private] 个人信息
    [unavailable] 未能检查
    [picture] 图片
   *[other] 其他
}
refused-suggestion = 💡 也许可以：`{ $words }`
refused-appeal = 觉得弄错了吗？按“{ $button }”，会有人再看一看（编号 { $number }）。
refused-wait = ⏳ 刚才已经不是第一次了。{ $unit ->
    [minutes] { $count } 分钟
   *[seconds] { $count } 秒
}后我再听你的下一句话。
problem-refused-too-often = ⏳ 你刚才有几个愿望被拒绝了，所以要休息一下。请等 { $unit ->
    [minutes] { $count } 分钟
   *[seconds] { $count } 秒
}，之后我洗耳恭听。其他功能照常可用。
refused-button-appeal = 申诉
refused-button-try = 就画这个
cmd-appeal = 请管理员再看一看被拒绝的愿望
    .case = 事项的编号；不填就是你最近被拒绝的愿望
    .example = /appeal 12
appeal-done = ✋ { $private ->
    [yes] 运营这个机器人的人
   *[no] 管理员
}会看一看（编号 { $number }），我会把结果告诉你。不扣点数。
problem-appeal-floor = 这一项在任何房间里都没有人可以放行。请换个说法，或者换一个愿望。
cmd-proceed = 画出管理员已经批准的愿望
    .case = 事项的编号
    .suggested = 用建议的更合适的说法
    .example = /proceed 12
proceed-there = 🎨 正在你许愿的那个房间里画。
problem-case-not-approved = 还没有管理员批准它。
problem-case-send-again = 这个只按按钮不够。请像上次那样再发一遍。
problem-case-floor = 没有人可以放行：这是在所有房间都会被拒绝的内容。
problem-case-own-rule = 它是本房间自己的短语拒绝的。可以只批准这一次，或者用 /rules 删掉那条短语。
case-told = { $kind ->
    [words] { $approved ->
        [yes] ✅ 管理员看了你的愿望（编号 { $number }），没有问题。{ $again ->
            [yes] 按一下按钮，我就画。
           *[no] 你现在可以再发一次。
        }
       *[no] 🤝 管理员看了你的愿望（编号 { $number }），还是不能画。问一问是对的，期待你的下一个点子。
    }
   *[other] { $approved ->
        [yes] ✅ 管理员看了你的图片 #{ $pictures }，现在大家都能看到了。
       *[no] 🙈 管理员看了你的图片 #{ $pictures }，决定不在房间里展示。{ $kind ->
            [report] {""}
           *[other] {""}没有收费。
        }期待你的下一个点子。
    }
}
case-button-paint = 画出来
log-refused = 🛡 { $name } 的一个愿望被拒绝了（{ $category }）。事项 { $number }；现在的警告分：{ $strikes }。
log-appealed = ✋ 事项 { $number }（{ $category }）：提出愿望的人请管理员再看一看。
log-held = 🙈 图片 #{ $pictures } 在等管理员查看。{ $why ->
    [doubtful] 图片检查对它们没有把握。
   *[approval] 那个房间里每张图片都要先批准。
}
log-reported = 🚩 图片 #{ $pictures } 被举报了（{ $reason ->
    [scary] 吓人
    [hurtful] 伤人
    [unsafe] 不合适
   *[other] 其他
}）{ $hidden ->
    [yes] ，现在已经隐藏
   *[no] {""}
}。事项 { $number }。
log-decided = 🛡 { $name } 处理了事项 { $number }（{ $category }）：{ $approved ->
    [yes] 批准
   *[no] 拒绝
}。
log-button-look = 查看
log-offered = 🛡 这个房间可以接收另一个房间的事项。请在一小时内到那里发送：`{ $line }`
log-begins = 🛡 从现在起，另一个房间里的拒绝、申诉和举报会在这里通知。不会出现任何人的话，也不会出现图片；那些只有管理员能在 /moderation 里看到。
problem-log-not-offered = 请先在要接收事项的房间里发送 `/settings --log 这里`，然后由同一个人在一小时内到这里发送它回复的那一行。
problem-log-same-room = 事项不能在本房间里通知：那样大家都会看到。
problem-moderate-in-room = 请在你管理的房间里这样做。我只回复给你一个人。
problem-suspended = ⏸ 管理员请你在这个房间里休息到 { $until }（{ $unit ->
    [hours] { $count } 小时
    [days] { $count } 天
   *[minutes] { $count } 分钟
}后）{ $reason ->
    [words] ，因为有些话不适合这里
    [pictures] ，因为有些图片不适合这里
    [others] ，因为对待别人的方式
   *[none] {""}
}。之后欢迎你回来。在此期间，你还可以和我私聊；在这里也可以用 /help、/export、/forget 和 /appeal。如果你觉得弄错了，请问问这个房间的管理员。
cmd-moderation = 查看并处理等待管理员的事项
    .case = 事项的编号；不写就是最早的一个，举报排在最后
    .decide = 你的决定
    .after = 从这个编号之后继续
    .example = /moderation
moderation-empty = { $more ->
    [yes] 这是最后一个了。跳过的还在等：/moderation
   *[no] ✨ 没有需要你处理的事项。
}
moderation-case = 🛡 **事项 { $number }** · { $kind ->
    [words] 被拒绝的话
    [picture] 拿不准的图片
    [approval] 等待批准的图片
   *[report] 被举报的图片
}{ $pictures ->
    [none] {""}
   *[other] {" "}· #{ $pictures }
}{ $waiting ->
    [0] {""}
   *[other] {" "}· 等待中：{ $waiting }
}
moderation-facts = { $name } · { $time } · { $category } · { $audience ->
    [children] 面向儿童
    [teens] 面向青少年
   *[adults] 面向成人
}{ $private ->
    [yes] {" "}· 在私聊中
   *[no] {""}
}
moderation-words = 点开阅读：||{ $words }||
moderation-nothing-left = 已经没有可看的了：文字和图片都已删除。
moderation-decided = 已经处理：{ $approved ->
    [yes] 批准
   *[no] 拒绝
}。
moderation-done = { $approved ->
    [yes] ✅ 事项 { $number } 已批准，会通知对方。
    [hidden] 🙈 事项 { $number } 没有通过：这些图片不会显示，会通知对方。
   *[no] 🚫 事项 { $number } 仍然拒绝，会通知对方。
}{ $added ->
    [yes] 这条短语从现在起在这里可以画。
    [full] 短语列表已满，所以只对这个愿望有效。
    [long] 作为短语太长，所以只对这个愿望有效。
   *[no] {""}
}{ $left ->
    [0] 没有别的在等了。
   *[other] 还有 { $left } 个在等。
}
moderation-button-approve = 批准
moderation-button-refuse = 拒绝
moderation-button-allow = 允许这条短语
moderation-button-next = 下一个
moderation-button-member = 看看是谁
cmd-rules = 这个房间拒绝或允许的词和短语
    .block = 在这里要拒绝的短语
    .allow = 在这里可以画的短语
    .remove = 从列表里删掉的短语
    .example = /rules --拒绝 "黏液怪"
rules-title = 📜 **本房间的短语**
rules-blocked = 在这里拒绝：{ $count ->
    [0] 无
   *[other] ||{ $phrases }||
}{ $more ->
    [0] {""}
   *[other] {" "}……另有 { $more } 条
}
rules-allowed = 在这里允许：{ $count ->
    [0] 无
   *[other] { $phrases }
}{ $more ->
    [0] {""}
   *[other] {" "}……另有 { $more } 条
}
rules-added = { $kind ->
    [blocked] ✅ 从现在起，这条短语在这里会被拒绝，怎么伪装都一样。
   *[allowed] ✅ 从现在起，这条短语在这里可以画。
}
rules-removed = ✅ 这条短语已经删掉。
problem-phrase-floor = 这在任何房间里都不能允许。
problem-phrase-harmless = 这些词本来就不会被拒绝（除非在本房间自己的列表里），所以不需要放行。列表里的可以用 `/rules --移除` 删掉。如果是一整句愿望被拒绝，请放行整句。
problem-no-such-phrase = 这条短语不在本房间的列表里。/rules 会列出全部。
cmd-member = 查看某人的警告；休息、原谅、封禁
    .who = 提及某人、编号、有警告的人的名字、事项（c12）或一组图片（#12）
    .hours = 在这个房间休息多少小时；0 表示结束
    .why = 告诉对方的原因
    .pardon = 清除在这个房间的警告
    .ban = 全部禁用多少天；0 表示结束（仅运营者）
    .after = 从这么多人之后继续
    .example = /member @bob --小时 2
member-title = 👥 { $count ->
    [0] 这里没有人有警告。
   *[other] **本房间的警告**（一般的拒绝记 1.0，一周后减半；到 3.0 时，不妨聊一聊）
}
member-line = { $name }：{ $strikes }（被拒绝 { $count } 次）
member-out = ⏸ { $name } 休息到 { $until }。
member-card = 👤 **{ $name }** · 在这里的警告分：{ $strikes }
member-cases = 事项：{ $cases }
member-is-banned = ⛔ 到 { $until } 为止不能使用这个机器人。
member-timed-out = ✅ 休息到 { $until }。对方下次给我发消息时会得到友善的说明。对这个房间的管理员不起作用。
member-back = ✅ 已经结束：对方可以重新参加。
member-pardoned = 🕊 在这个房间的警告已经清除。
member-banned = ⛔ 到 { $until } 为止不能使用这个机器人。
member-button-hours = 休息 { $hours } 小时
member-button-back = 结束休息
member-button-pardon = 原谅
problem-no-such-member = 我不知道“{ $given }”是谁。请 @ 那个人，或写编号、有警告的人的名字，也可以写事项（c12）或其在这个房间的一组图片（#12）。
problem-member-yourself = 不能对自己这样做。
problem-member-owner = 这个人运营着机器人，不能被禁用。
problem-ban-owners-only = 只有运营这个机器人的人才能全部禁用某人。在这个房间休息：`/member … --小时 2`
cmd-audit = 谁在什么时候在这个房间做了什么决定
    .days = 多少天以内
    .export = 作为文件
    .after = 从这一行之前继续
    .example = /audit --天数 7
audit-title = 🧾 **最近 { $days } 天的决定**{ $count ->
    [0] ：无
   *[other] ：
}
audit-line = { $time } · { $name } · { $action ->
    [case-appealed] 请求再看事项 { $case }
    [case-approved] 批准了事项 { $case }
    [case-refused] 拒绝了事项 { $case }
    [floor-block] 被拒绝了任何房间都不允许的内容（事项 { $case }）
    [phrase-blocked] 添加了一条拒绝的短语
    [phrase-allowed] 添加了一条允许的短语
    [phrase-removed] 删掉了一条短语
    [suspended] 让 { $whom } 休息
    [suspension-lifted] 结束了 { $whom } 的休息
    [pardoned] 原谅了 { $whom }
    [banned] 全部禁用了 { $whom }
    [ban-lifted] 结束了对 { $whom } 的禁用
    [settings-changed] 更改了设置
    [log-offered] 提供这个房间接收事项
    [report-cleared] 重新展示了被举报的图片
    [audit-exported] 导出了这份记录
    [strikes-many] 发现 { $whom } 一天内警告较多
    [room-called] 在房间里说了有事要看
    [case-settled] 已按决定更新了事项 { $case } 的图片；还没能告诉当事人
    [case-lapsed] 事项 { $case } 一直没有人看，到期算作拒绝
   *[other] { $action }
}{ $facts ->
    [none] {""}
   *[other] （{ $facts }）
}
audit-whole = 🔗 链条完整：之后没有任何改动。
audit-broken = ⚠️ 从第 { $number } 行起链条对不上：有人改动了数据库。
audit-exported = 🧾 { $count } 行，每一行都带有前一行的哈希值。
audit-button-export = 作为文件
settings-approval = 每张图片先由管理员批准：{ $value ->
    [yes] 是
   *[no] 否
}
settings-log = 事项在另一个房间通知：{ $value ->
    [yes] 是
   *[no] 否
}
settings-reports = 多少人举报就隐藏图片：{ $value }
settings-retention = 被拒绝的话保留 { $value } 天
digest-title = 📊 **那个房间的最近一天**
digest-refused = 被拒绝的愿望：{ $count }
digest-category = { $category } { $count }
digest-categories = 按原因：{ $rows }
digest-cases = 举报：{ $reports } · 等待查看的图片：{ $held } · 申诉：{ $appealed } · 批准：{ $approved } · 拒绝：{ $refused } · 现在等待：{ $waiting }
digest-trail = 审计记录：{ $number }:{ $hash }
option-case = 事项
option-suggested = 建议
option-decide = 决定
    .approve = 批准
    .refuse = 拒绝
    .allow = 允许
option-after = 之后
option-block = 拒绝
option-allow = 允许
option-remove = 移除
option-who = 成员
option-hours = 小时
option-why = 原因
    .words = 用语
    .pictures = 图片
    .others = 对待他人
    .other = 其他
option-pardon = 原谅
option-ban = 封禁
option-days = 天数
option-export = 导出
option-approval = 先批准
option-log = 通知房间
option-reports = 举报数
option-retention = 保留天数
heard-report = 举报 投诉
heard-appeal = 申诉 上诉
heard-moderation = 审核 管理
heard-rules = 规则 短语
heard-member = 成员 警告
heard-audit = 审计 记录

cancel-done-begun = ✖️ “{ $prompt }”已取消。它已经交给了图像服务，那边是要付费的，所以这 { $units } 点不退了。还在排队时取消则不收费。

# A judge that reads along
doctor-judge = { $service } 在旁审读：它能分清无害的文字和不适合孩子的文字。
doctor-judge-none = 没有模型在旁审读，由机器人自己的规则决定。设置 PINCEL_JUDGE 可以加上一个。
doctor-judge-blind = { $service } 有回应，但审读得不对：它放过了不适合孩子的文字，或者拒绝了无害的文字。请换一个模型（PINCEL_JUDGE_MODEL）。
problem-judge-lacks = PINCEL_JUDGE 要求有模型在旁审读，但 { $name } 是空的。请在 .env 里填上，或者让 PINCEL_JUDGE 空着。
cli-audit = 查看审计记录：谁做了什么决定，以及事后有没有被改动
    .room = 只看这个房间和其中的子话题，写成“平台:编号”，例如 discord:1234
    .last = 最新的多少行；不写就是 1000
    .verify = 从头读到尾，看是否和当初写下的一样
    .kept = 你另外保存的某一行的“编号:哈希”；记录里必须还有它
    .json = 每行输出一个 JSON 对象
cli-audit-empty = 那里还没有任何记录。
cli-audit-whole = 记录完整：共 { $rows } 行，最新一行的哈希是 { $hash }。把编号和哈希另外保存好，以后用 --kept 就能知道结尾有没有被截掉。
cli-audit-broken = 从第 { $number } 行起记录对不上：有人改动过数据库。
problem-database-older = 数据库 { $path } 属于较旧版本的 Pincel。`{ $pincel } db upgrade` 会把它升级到当前版本。
problem-rules-one-at-a-time = 请一次只改一条；几个词要放在引号里：`/rules --拒绝 "黏液 怪"`

# For a name that the guard refuses
somebody = 某人
forget-stays = • **保留四周，不含内容：** 你有过不被允许的内容；如果被要求休息，也会保留到休息结束。否则删除就成了逃避的办法。
forget-done-but = 好了，你的图片、投票、猜测、积分和设置都已删除。
    留下的只有（不含内容）：四周之内有过不被允许的内容，以及还没结束的休息。
    随时欢迎你回来。
case-thanks = { $approved ->
    [yes] 👁 管理员看了你举报的图片 #{ $pictures }，认为可以留下。谢谢你关心这个房间。
   *[no] 🙈 管理员看了你举报的图片 #{ $pictures }，决定不让它们出现在房间里。谢谢你关心这个房间。
}
problem-appeal-none = 最近没有你的愿望被拒绝，也就没有什么可以请管理员再看的。
problem-appeals-enough = 你已经有 { $count } 个申诉在等。其中一个有了结果，就可以再问下一个。
problem-appeal-nobody = 私聊里的事项只有运营这个机器人的人可以看，而现在没有指定这样的人（PINCEL_OWNERS）。在有管理员的房间里可以申诉。
problem-case-own-pictures = 这是你自己的图片。关于它们的举报，要由另一位管理员来决定。
settings-around = 这个子区所在的房间更严格，在这里也一样有效。
room-something-waits = 🛡 这里有东西在等管理员看一看：/moderation
problem-reports-enough = 你今天已经举报了 { $count } 组图片，管理员会先看这些。如果有急事，请直接告诉管理员。
button-more = 更多
said-yes = 是
said-no = 否
said-auto = 自动
case-kind = { $kind ->
    [words] 被拒绝的文字
    [picture] 可疑的图片
    [approval] 等待批准的图片
   *[report] 被举报的图片
}
moderation-appealed = ✋ { $name } 请你再看一看（{ $time }）。
moderation-reported = 🚩 { $people } 人举报：{ $reasons }
until-when = { $time }（{ $unit ->
    [hours] { $count } 小时
    [days] { $count } 天
   *[minutes] { $count } 分钟
}后）
settings-all = 用 `/settings` 查看全部设置。
settings-still-hidden = 🙈 之前的 { $count } 组图片仍然隐藏着，要等管理员看过：/moderation
log-many = ⚠️ { $name } 最近的警告有点多。也许可以先聊一聊；按钮里也可以安排休息。
moderation-many = ⚠️ 一天内警告较多：{ $names }。也许可以先聊一聊；用 /member 也可以安排休息。
moderation-button-people = 成员
member-case = { $number }（{ $category }）
audit-fact = { $name }：{ $value }
refused-told = 💛 如果你遇到过这样的事：你没有做错什么，我不会告诉任何人。我是程序，不是人，所以请今天就告诉一位你信任的大人，比如家里或学校里的大人。如果身边没有人，可以拨打 12355 青少年热线或 12356 心理援助热线；其他地区请看 findahelpline.com。有危险时，请马上报警。

problem-decide-which = 是哪一个？每一项开头都有编号：`/moderation 3 批准`

# --- 没有写编号的申诉
appeal-this = 你说的是这一个吗（事项 { $number }）？你按下按钮之前，没有人会看到它。
    “{ $words }”
problem-terminal-button-of = { $given } 是 { $name } 的按钮：请输入 `as { $name }: { $given }`。
heard-option-block = 屏蔽 禁止 阻止
problem-nothing-from-elsewhere = 没找到你最近在别处做的、可以在这里展示的图片。请写出编号，例如 `/publish 12`。编号在 /gallery 里。
