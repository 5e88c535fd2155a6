<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!--
Glossary 术语表 (Simplified Chinese). Tone: short, like a native macOS app; no 您, no 请 where it can go; full-width punctuation
(，。：；？“”…), a space between Chinese and Latin words or numbers; {names} stay as they are.

    task 任务                 save / saved 保存 / 已保存        check 检查              remove 移除
    archive 归档              move to trash 移到废纸篓          cancel saving 取消保存   pause / resume 暂停 / 继续
    account 账户              key 密钥                          keychain 钥匙串          provider 服务商
    prompt 提示词             reply / answer 回复               raw reply 原始回复       result 结果
    expires soon 即将失效     gone 已失效                       at risk 有丢失风险       needs you 需要你处理
    badge 状态                project 项目                      tag 标签                 star 星标
    folder 文件夹             show in folder 在文件夹中显示     rename 重命名            undo 撤销
    contact sheet 样张页      credits 点数                      template 模板            token 标记
    sample tasks 示例任务     settings 设置                     profile 配置目录         log 日志

Product names (Outtray, Tripo, crun.ai, ByteSpike, Midjourney, Suno, Eagle) stay.
-->
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>outtray</name>
    <message>
        <location filename="../../desktop/app.py"/>
        <source>Another Outtray holds the profile {profile} but doesn&apos;t answer. Quit it, then try again.</source>
        <translation>另一个 Outtray 正在使用配置目录 {profile}，但没有回应。请先退出它，然后重试。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/advance.py"/>
        <source>You were not charged (as reported).</source>
        <translation>没有扣费（据服务商报告）。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/domain/announcing.py"/>
        <source>{n} results are gone in {span}</source>
        <translation><numerusform>{n} 个结果将在 {span}后失效</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/domain/announcing.py"/>
        <source>{n} tasks are waiting.</source>
        <translation><numerusform>{n} 个任务在等待。</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/domain/announcing.py"/>
        <source>and {n} more</source>
        <translation><numerusform>还有 {n} 个</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/domain/announcing.py"/>
        <source>{title} is saved</source>
        <translation>“{title}”已保存</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/announcing.py"/>
        <source>Generation failed: {title}</source>
        <translation>生成失败：{title}</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/announcing.py"/>
        <source>{title} is gone</source>
        <translation>“{title}”已失效</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/announcing.py"/>
        <source>{title} needs you</source>
        <translation>“{title}”需要你处理</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/announcing.py"/>
        <source>{title} is gone in {span}</source>
        <translation>“{title}”将在 {span}后失效</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/domain/announcing.py"/>
        <source>{n} results saved</source>
        <translation><numerusform>已保存 {n} 个结果</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/domain/announcing.py"/>
        <source>{n} generations failed</source>
        <translation><numerusform>{n} 个生成失败</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/domain/announcing.py"/>
        <source>{n} results could not be saved whole</source>
        <translation><numerusform>{n} 个结果未能完整保存</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/domain/announcing.py"/>
        <source>{n} results are gone</source>
        <translation><numerusform>{n} 个结果已失效</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/domain/announcing.py"/>
        <source>{n} tasks need you</source>
        <translation><numerusform>{n} 个任务需要你处理</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/domain/announcing.py"/>
        <source>{n} results are at risk</source>
        <translation><numerusform>{n} 个结果有丢失风险</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/domain/announcing.py"/>
        <source>{n} failed</source>
        <translation><numerusform>{n} 个失败</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/domain/announcing.py"/>
        <source>{n} not saved</source>
        <translation><numerusform>{n} 个未保存</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/domain/announcing.py"/>
        <source>{n} gone</source>
        <translation><numerusform>{n} 个已失效</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/domain/announcing.py"/>
        <source>{n} need you</source>
        <translation><numerusform>{n} 个需要你处理</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/domain/announcing.py"/>
        <source>Not all is saved: {title}</source>
        <translation>未全部保存：{title}</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/announcing.py"/>
        <source>Saving failed: {title}</source>
        <translation>保存失败：{title}</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/away.py"/>
        <source>While Outtray was closed for {span}: {told}.</source>
        <translation>Outtray 关闭的 {span}里：{told}。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/domain/away.py"/>
        <source>{n} finished</source>
        <translation><numerusform>{n} 个已完成</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/domain/away.py"/>
        <source>{n} saved now</source>
        <translation><numerusform>{n} 个现已保存</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/domain/away.py"/>
        <source>{n} by new links</source>
        <translation><numerusform>{n} 个通过新链接</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/domain/choice.py"/>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/choice.py"/>
        <source>Base model</source>
        <translation>基础模型</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/choice.py"/>
        <source>PBR model</source>
        <translation>PBR 模型</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/choice.py"/>
        <source>Rendered picture</source>
        <translation>渲染图</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/choice.py"/>
        <source>Generated picture</source>
        <translation>生成图</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/choice.py"/>
        <source>Four views</source>
        <translation>四视图</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/choice.py"/>
        <source>Other files</source>
        <translation>其他文件</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/choice.py"/>
        <source>Songs</source>
        <translation>歌曲</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/choice.py"/>
        <source>Covers</source>
        <translation>封面</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/choice.py"/>
        <source>Lyrics</source>
        <translation>歌词</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/choice.py"/>
        <source>Grid of four</source>
        <translation>四宫格</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/choice.py"/>
        <source>The grid&apos;s four pictures, cut here</source>
        <translation>四宫格中的四张图（在本机切分）</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/choice.py"/>
        <source>Single pictures</source>
        <translation>单张图片</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/choice.py"/>
        <source>Videos</source>
        <translation>视频</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/choice.py"/>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/choice.py"/>
        <source>Sound</source>
        <translation>音频</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/discretion.py"/>
        <source>Picture {id}</source>
        <translation>图片 {id}</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/discretion.py"/>
        <source>Video {id}</source>
        <translation>视频 {id}</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/discretion.py"/>
        <source>Song {id}</source>
        <translation>歌曲 {id}</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/discretion.py"/>
        <source>3D model {id}</source>
        <translation>3D 模型 {id}</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/discretion.py"/>
        <source>Text {id}</source>
        <translation>文本 {id}</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/discretion.py"/>
        <source>Result {id}</source>
        <translation>结果 {id}</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/discretion.py"/>
        <source>hidden</source>
        <translation>已隐藏</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/discretion.py"/>
        <source>Account {n}</source>
        <translation>账户 {n}</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/finding.py"/>
        <source>Fine</source>
        <translation>正常</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/finding.py"/>
        <source>Note</source>
        <translation>提示</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/finding.py"/>
        <source>Trouble</source>
        <translation>故障</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/finding.py"/>
        <source>{title}, {state}: {said}</source>
        <translation>{title}，{state}：{said}</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/finding.py"/>
        <source>{before} {sentence}</source>
        <translation>{before}{sentence}</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/inbox.py"/>
        <source>The file is not whole JSON.</source>
        <translation>文件不是完整的 JSON。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/domain/inbox.py"/>
        <source>{n} tasks of this file were added, but not all of it.</source>
        <translation><numerusform>此文件添加了 {n} 个任务，但没有全部添加。</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/domain/inbox.py"/>
        <source>{n} tasks were added from the inbox.</source>
        <translation><numerusform>已从收件夹添加 {n} 个任务。</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/domain/inbox.py"/>
        <source>{n} files from the inbox could not be added whole. The folder “failed” in it says why.</source>
        <translation><numerusform>收件夹里有 {n} 个文件没能全部添加。原因见其中的“failed”文件夹。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/domain/inbox.py"/>
        <source>The file is not whole JSON: something is wrong in line {line}.</source>
        <translation>文件不是完整的 JSON：第 {line} 行有误。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/inbox.py"/>
        <source>Added:</source>
        <translation>已添加：</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/inbox.py"/>
        <source>On the list already:</source>
        <translation>已在列表中：</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/inbox.py"/>
        <source>Not added, because it is unclear whose they are:</source>
        <translation>未添加，因为不清楚属于哪个账户：</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/inbox.py"/>
        <source>Not added, because they are no task ids:</source>
        <translation>未添加，因为不是任务 ID：</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/inbox.py"/>
        <source>Nothing of this file was added.</source>
        <translation>此文件的内容都没有添加。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/inbox.py"/>
        <source>Nothing new was in this file, and not all of it is on the list.</source>
        <translation>此文件里没有新任务，也不是全部都在列表中。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/inbox.py"/>
        <source>line {line}: {words}</source>
        <translation>第 {line} 行：{words}</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/inbox.py"/>
        <source>“{name}” from the inbox could not be added whole. The text beside it in the folder “failed” says why.</source>
        <translation>收件夹里的“{name}”没能全部添加。原因见“failed”文件夹中它旁边的说明。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/inbox.py"/>
        <source>The file is empty. Put task ids into it: one a line will do.</source>
        <translation>文件是空的。写入任务 ID，每行一个即可。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/inbox.py"/>
        <source>“ids” must be a list of task ids in quotes.</source>
        <translation>“ids”必须是带引号的任务 ID 列表。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/inbox.py"/>
        <source>Each of “ids” must be one task id.</source>
        <translation>“ids”里的每一项必须是一个任务 ID。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/inbox.py"/>
        <source>“provider” must be one of these: {providers}.</source>
        <translation>“provider”必须是以下之一：{providers}。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/inbox.py"/>
        <source>“{field}” must be a text in quotes.</source>
        <translation>“{field}”必须是带引号的文本。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/inbox.py"/>
        <source>“id_kind” must be one of these: {kinds}.</source>
        <translation>“id_kind”必须是以下之一：{kinds}。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/inbox.py"/>
        <source>Then put the file into the inbox again.</source>
        <translation>然后再把文件放进收件夹。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/inbox.py"/>
        <source>No task id was found in it. Ids one a line, a reply in JSON, a table, a log or links will do.</source>
        <translation>其中没有找到任务 ID。每行一个 ID、JSON 回复、表格、日志或链接都可以。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/inbox.py"/>
        <source>Say whose the unclear ones are: paste them into the window, or put a JSON file into the inbox like this: {example}</source>
        <translation>请指明不清楚的 ID 属于哪个账户：把它们粘贴到窗口，或在收件夹里放一个这样的 JSON 文件：{example}</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/inbox.py"/>
        <source>Delete keys from the file, and store them in Outtray under “Accounts…” in the menu.</source>
        <translation>从文件中删除密钥，改在 Outtray 菜单的“账户…”里保存。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/inbox.py"/>
        <source>Mend the file and put it into the inbox again. What is on the list already is not added twice.</source>
        <translation>改好文件后再放进收件夹。已在列表中的不会重复添加。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/inbox.py"/>
        <source>The file is no text in UTF-8 or UTF-16. Save it as UTF-8 text.</source>
        <translation>文件不是 UTF-8 或 UTF-16 文本。把它存为 UTF-8 文本。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/inbox.py"/>
        <source>There is an API key in the file. Keys are never added from the inbox.</source>
        <translation>文件里有 API 密钥。收件夹绝不取用密钥。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/inbox.py"/>
        <source>Line {line} holds an API key. Keys are never added from the inbox.</source>
        <translation>第 {line} 行有 API 密钥。收件夹绝不取用密钥。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/language.py"/>
        <source>{before}, {thing}</source>
        <translation>{before}、{thing}</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/language.py"/>
        <source>{before} or {thing}</source>
        <translation>{before} 或 {thing}</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/link.py"/>
        <source>“{what}” was not opened: Outtray opens its own links and text files, and fetches no address.</source>
        <translation>未打开“{what}”：Outtray 只打开自己的链接和文本文件，不会访问任何网址。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/link.py"/>
        <source>This link is too long. Outtray follows links of up to {n} characters.</source>
        <translation>此链接过长。Outtray 只处理不超过 {n} 个字符的链接。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/link.py"/>
        <source>Outtray doesn&apos;t know what the link “{link}” asks for. It follows outtray://add?id=… and outtray://open?task=….</source>
        <translation>Outtray 不明白链接“{link}”要做什么。它只处理 outtray://add?id=… 和 outtray://open?task=…。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/link.py"/>
        <source>This link carries what looks like a key, so it was not followed. A link never needs a key: if this one is real, have its provider replace it.</source>
        <translation>此链接中有看起来像密钥的内容，因此未打开。链接从不需要密钥：如果这是真的密钥，就让服务商更换它。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/link.py"/>
        <source>This link was not followed: it names no task.</source>
        <translation>未打开此链接：其中没有任务。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/domain/link.py"/>
        <source>This link names {n} tasks, more than the {most} a link may name. Put the ids into a text file and open that.</source>
        <translation><numerusform>此链接包含 {n} 个任务，超过了一个链接最多 {most} 个的限制。把 ID 放进文本文件再打开。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/domain/link.py"/>
        <source>This link was not followed: “{name}” is no provider of Outtray&apos;s. It knows crun, tripo, bytespike and midjourney.</source>
        <translation>未打开此链接：“{name}”不是 Outtray 支持的服务商。支持 crun、tripo、bytespike 和 midjourney。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/link.py"/>
        <source>This link was not followed: “{name}” in it is longer than {n} characters.</source>
        <translation>未打开此链接：其中的“{name}”超过了 {n} 个字符。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/link.py"/>
        <source>This link was not followed: “{text}” is no task id.</source>
        <translation>未打开此链接：“{text}”不是任务 ID。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/link.py"/>
        <source>This link was not followed: it holds characters that can&apos;t be seen.</source>
        <translation>未打开此链接：其中含有不可见的字符。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/link.py"/>
        <source>A file was not opened: its name holds characters that can&apos;t be seen, or is too long.</source>
        <translation>未打开一个文件：其名称含有不可见的字符，或者过长。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/link.py"/>
        <source>“{what}” was not opened: give the whole path of the file.</source>
        <translation>未打开“{what}”：给出文件的完整路径。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/link.py"/>
        <source>This link was not followed: Outtray doesn&apos;t know what “{name}” in it means.</source>
        <translation>未打开此链接：Outtray 不明白其中的“{name}”是什么意思。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/link.py"/>
        <source>This link was not followed: it says “{name}” more than once.</source>
        <translation>未打开此链接：其中“{name}”出现了不止一次。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/link.py"/>
        <source>This link was not followed: it is damaged. Copy the whole link and try again.</source>
        <translation>未打开此链接：它已损坏。拷贝完整的链接后重试。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/naming_template.py"/>
        <source>The template is empty. Put at least one token into it, such as {title} {task:8}.</source>
        <translation>模板为空。至少放入一个标记，例如 {title} {task:8}。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/naming_template.py"/>
        <source>The template is longer than {max_template} characters. Shorten it.</source>
        <translation>模板超过 {max_template} 个字符，请缩短。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/naming_template.py"/>
        <source>Did you mean {{{near}}}?</source>
        <translation>你是想写 {{{near}}} 吗？</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/naming_template.py"/>
        <source>There are {tokens}.</source>
        <translation>可用的有 {tokens}。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/naming_template.py"/>
        <source>There is no token {{{shown}}}. {known}</source>
        <translation>没有标记 {{{shown}}}。{known}</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/naming_template.py"/>
        <source>A line break or another control character</source>
        <translation>换行符或其他控制字符</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/naming_template.py"/>
        <source>{char} can&apos;t stand in a file name on every system. Take it out.</source>
        <translation>{char}不能用于所有系统的文件名，请删去。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/naming_template.py"/>
        <source>The template must stay inside the folder for saved files: no “/” or “~” at its start, no “..”.</source>
        <translation>模板必须留在保存文件夹之内：开头不能有“/”或“~”，也不能有“..”。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/naming_template.py"/>
        <source>The template makes more than {max_folders} folders inside each other. Use fewer.</source>
        <translation>模板的文件夹嵌套超过 {max_folders} 层，请减少。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/naming_template.py"/>
        <source>The text between the tokens is longer than {max_literal} bytes. Shorten it.</source>
        <translation>标记之间的文字超过 {max_literal} 字节，请缩短。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/naming_template.py"/>
        <source>A “[” is never closed. Add the “]” where the optional piece ends.</source>
        <translation>有一个“[”没有闭合。在可选部分结束处加上“]”。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/naming_template.py"/>
        <source>“{shown}” is no way to write a {name}. Use YYYY, MM, DD, HH, mm and ss, such as {{{name}:YYYY-MM-DD}}.</source>
        <translation>“{shown}”不是 {name} 的写法。请使用 YYYY、MM、DD、HH、mm 和 ss，例如 {{{name}:YYYY-MM-DD}}。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/naming_template.py"/>
        <source>A “{” is never closed. Add the “}” behind the token&apos;s name.</source>
        <translation>有一个“{”没有闭合。在标记名之后加上“}”。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/naming_template.py"/>
        <source>There is a “}” without its “{”.</source>
        <translation>有一个“}”没有对应的“{”。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/naming_template.py"/>
        <source>“{shown}” can&apos;t follow {{{name}:…}}. Use a number from 1 to 200, slug, upper or lower.</source>
        <translation>“{shown}”不能跟在 {{{name}:…}} 之后。请使用 1 到 200 的数字、slug、upper 或 lower。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/naming_template.py"/>
        <source>An optional piece in [ ] can&apos;t hold another one.</source>
        <translation>[ ] 中的可选部分不能再包含可选部分。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/naming_template.py"/>
        <source>There is a “]” without its “[”.</source>
        <translation>有一个“]”没有对应的“[”。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/domain/overall.py"/>
        <source>Offline. {n} results are at risk</source>
        <translation><numerusform>离线。{n} 个结果有丢失风险</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/domain/overall.py"/>
        <source>Offline. Checking continues when the connection returns</source>
        <translation>离线。恢复连接后继续检查</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/domain/overall.py"/>
        <source>{n} tasks failed</source>
        <translation><numerusform>{n} 个任务失败</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/domain/overall.py"/>
        <source>Saving {n} files</source>
        <translation><numerusform>正在保存 {n} 个文件</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/domain/overall.py"/>
        <source>Watching {n} tasks</source>
        <translation><numerusform>正在关注 {n} 个任务</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/domain/overall.py"/>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/overall.py"/>
        <source>Nothing to do</source>
        <translation>没有要做的事</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Add key</source>
        <translation>添加密钥</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Replace key</source>
        <translation>更换密钥</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Use for this session only</source>
        <translation>仅在本次运行中使用</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Choose another account</source>
        <translation>选择其他账户</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Check now</source>
        <translation>立即检查</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Save again</source>
        <translation>再次保存</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Choose another folder</source>
        <translation>选择其他文件夹</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Open billing page</source>
        <translation>打开账单页面</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Copy prompt</source>
        <translation>拷贝提示词</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Copy id</source>
        <translation>拷贝 ID</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Show the raw answer</source>
        <translation>显示原始回复</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>The provider</source>
        <translation>服务商</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>the provider</source>
        <translation>服务商</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>{provider} doesn&apos;t accept this key.</source>
        <translation>{provider} 不接受此密钥。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>It may be mistyped, revoked, or for another account. Replace the key of “{account}”.</source>
        <translation>密钥可能有误、已撤销，或属于其他账户。请更换“{account}”的密钥。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Replace the account&apos;s key.</source>
        <translation>请更换此账户的密钥。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>This task needs a {named} key.</source>
        <translation>此任务需要 {named} 密钥。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>This task needs a key.</source>
        <translation>此任务需要密钥。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Add the key of “{account}”. Keys are kept in your system keychain.</source>
        <translation>请添加“{account}”的密钥。密钥保存在系统钥匙串中。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Keys are kept in your system keychain.</source>
        <translation>密钥保存在系统钥匙串中。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Connect the account that started it. Keys are kept in your system keychain.</source>
        <translation>请连接创建此任务的账户。密钥保存在系统钥匙串中。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Your keychain is locked.</source>
        <translation>钥匙串已锁定。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Unlock it to check this task, then try again.</source>
        <translation>解锁后才能检查此任务，然后重试。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>This system has no keychain.</source>
        <translation>此系统没有钥匙串。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Outtray never writes keys to a plain file. Give the key again for this run of Outtray only.</source>
        <translation>Outtray 从不把密钥写入普通文件。请重新提供密钥，仅供本次运行使用。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>{provider} can&apos;t find this task with the key “{account}”.</source>
        <translation>{provider} 用密钥“{account}”找不到此任务。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>{provider} can&apos;t find this task.</source>
        <translation>{provider} 找不到此任务。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Ids only work with the {asked_with} that created them. Check the id, or give the task to another account.</source>
        <translation>ID 只能与创建它的 {asked_with} 一起使用。请核对 ID，或把任务交给其他账户。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Ids only work with the key that created them. Check the id, or give the task to another account.</source>
        <translation>ID 只能与创建它的密钥一起使用。请核对 ID，或把任务交给其他账户。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Your {named} account is out of credits.</source>
        <translation>你的 {named} 账户点数已用完。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Your account is out of credits.</source>
        <translation>你的账户点数已用完。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Checking is not affected; results already finished can still be saved.</source>
        <translation>检查不受影响；已完成的结果仍可保存。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>{provider} asked us to slow down.</source>
        <translation>{provider} 要求我们放慢速度。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Checking goes on by itself as soon as it may.</source>
        <translation>一旦允许，会自动继续检查。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>{provider} is under maintenance.</source>
        <translation>{provider} 正在维护。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>We try again every 5 min.</source>
        <translation>每 5 分钟重试一次。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>{provider} had a problem on its side: “{reason}”.</source>
        <translation>{provider} 出现问题：“{reason}”。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>{provider} had a problem on its side.</source>
        <translation>{provider} 出现问题。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Nothing is lost. We try again by ourselves.</source>
        <translation>没有任何丢失，会自动重试。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>{provider} sent an answer we can&apos;t read.</source>
        <translation>{provider} 的回复无法读取。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>It begins with “{reason}”. Nothing is lost; we try again by ourselves.</source>
        <translation>其开头为“{reason}”。没有任何丢失，会自动重试。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Nothing is lost; we try again by ourselves.</source>
        <translation>没有任何丢失，会自动重试。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>{provider} refused the question: “{reason}”.</source>
        <translation>{provider} 拒绝了查询：“{reason}”。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>{provider} refused the question.</source>
        <translation>{provider} 拒绝了查询。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Check the id and the account&apos;s address, then check again.</source>
        <translation>请核对 ID 和账户地址，然后再次检查。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Generation failed at {provider}: “{reason}”.</source>
        <translation>{provider} 生成失败：“{reason}”。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Generation failed at {provider}.</source>
        <translation>{provider} 生成失败。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>{charge} Change the prompt or start it again where you started it. (Code {code}.)</source>
        <translation>{charge}请修改提示词，或在原处重新开始。（代码 {code}。）</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>{charge} Change the prompt or start it again where you started it.</source>
        <translation>{charge}请修改提示词，或在原处重新开始。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Change the prompt or start it again where you started it. (Code {code}.)</source>
        <translation>请修改提示词，或在原处重新开始。（代码 {code}。）</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Change the prompt or start it again where you started it.</source>
        <translation>请修改提示词，或在原处重新开始。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>{provider} refused this under its content rules.</source>
        <translation>{provider} 依据内容规则拒绝了此任务。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Its words: “{reason}”. It can&apos;t be continued; change the prompt.</source>
        <translation>原话：“{reason}”。无法继续，请修改提示词。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>It can&apos;t be continued; change the prompt.</source>
        <translation>无法继续，请修改提示词。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>{provider} gave up on this task ({word}).</source>
        <translation>{provider} 放弃了此任务（{word}）。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>{provider} gave up on this task.</source>
        <translation>{provider} 放弃了此任务。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Ask {provider}&apos;s support with the task id, or start it again.</source>
        <translation>请把任务 ID 告诉 {provider} 的客服，或重新开始。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>{provider} can&apos;t say what became of this task.</source>
        <translation>{provider} 无法说明此任务的结果。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Ask {provider}&apos;s support with the task id.</source>
        <translation>请把任务 ID 告诉 {provider} 的客服。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>{provider} is waiting for an answer in its own window.</source>
        <translation>{provider} 正在它自己的窗口中等待答复。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Finish it where you started the task. Outtray goes on by itself.</source>
        <translation>请在创建任务的地方完成操作，Outtray 会自动继续。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>The download link keeps expiring.</source>
        <translation>下载链接反复失效。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>The file server refused it ({reason}). Get a new link and save again.</source>
        <translation>文件服务器拒绝了它（{reason}）。请获取新链接并再次保存。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Get a new link and save again.</source>
        <translation>请获取新链接并再次保存。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>{provider} has deleted this result (kept until {date}).</source>
        <translation>{provider} 已删除此结果（保留至 {date}）。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>{provider} has deleted this result.</source>
        <translation>{provider} 已删除此结果。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>It can&apos;t be saved any more, only made again.</source>
        <translation>无法再保存，只能重新生成。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>The download stopped at {percent} % ({received} of {total}).</source>
        <translation>下载停在 {percent} %（{received}，共 {total}）。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>The download stopped before its end.</source>
        <translation>下载未完成就停止了。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>No incomplete file was put among your results: {reason}. Save again to have the whole one.</source>
        <translation>不完整的文件没有放入你的结果：{reason}。再次保存即可得到完整文件。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>No incomplete file was put among your results. Save again to have the whole one.</source>
        <translation>不完整的文件没有放入你的结果。再次保存即可得到完整文件。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>{provider}&apos;s server sent {got} instead of {expected}.</source>
        <translation>{provider} 的服务器发来的是{got}，而不是{expected}。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>The server sent something that is not the result.</source>
        <translation>服务器发来的不是结果。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Nothing was saved. {flaw}. Try again.</source>
        <translation>未保存任何内容。{flaw}。请重试。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Nothing was saved. {advice} (It begins with “{excerpt}”.)</source>
        <translation>未保存任何内容。{advice}（其开头为“{excerpt}”。）</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Nothing was saved. {advice}</source>
        <translation>未保存任何内容。{advice}</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Nothing was saved. It begins with “{excerpt}”. Try again.</source>
        <translation>未保存任何内容。其开头为“{excerpt}”。请重试。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Nothing was saved. Try again.</source>
        <translation>未保存任何内容。请重试。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>The link of this file can&apos;t be used: {reason}.</source>
        <translation>此文件的链接无法使用：{reason}。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>The link of this file can&apos;t be used.</source>
        <translation>此文件的链接无法使用。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Outtray only saves from public https addresses, so nothing was asked of it.</source>
        <translation>Outtray 只从公开的 https 地址保存，因此没有发出任何请求。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>The file server {host} had a problem on its side: {reason}.</source>
        <translation>文件服务器 {host} 出现问题：{reason}。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>The file server {host} had a problem on its side.</source>
        <translation>文件服务器 {host} 出现问题。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>The file server had a problem on its side.</source>
        <translation>文件服务器出现问题。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Nothing is lost. Save again in a while.</source>
        <translation>没有任何丢失。稍后再次保存。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Not enough space in “{folder}” (needs {needs}, {free} free).</source>
        <translation>“{folder}”空间不足（需要 {needs}，剩余 {free}）。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Not enough space in “{folder}”.</source>
        <translation>“{folder}”空间不足。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>The disk is full.</source>
        <translation>磁盘已满。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Saving is paused. Outtray keeps {reserve} free, and that is counted in. Make room, or choose another folder.</source>
        <translation>保存已暂停。Outtray 会预留 {reserve}，这已计算在内。请腾出空间，或选择其他文件夹。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Saving is paused. Make room, or choose another folder, then save again.</source>
        <translation>保存已暂停。请腾出空间或选择其他文件夹，然后再次保存。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>The folder “{folder}” isn&apos;t available ({reason}).</source>
        <translation>文件夹“{folder}”不可用（{reason}）。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>The folder “{folder}” isn&apos;t available.</source>
        <translation>文件夹“{folder}”不可用。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>The folder isn&apos;t available.</source>
        <translation>文件夹不可用。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>{advice} or choose another folder, then save again.</source>
        <translation>{advice}，或选择其他文件夹，然后再次保存。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Connect its drive or choose another folder, then save again.</source>
        <translation>请连接它所在的磁盘，或选择其他文件夹，然后再次保存。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>The secure connection to {host} can&apos;t be verified.</source>
        <translation>无法验证与 {host} 的安全连接。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>The secure connection can&apos;t be verified.</source>
        <translation>无法验证安全连接。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Check this computer&apos;s clock or your company&apos;s proxy ({reason}).</source>
        <translation>请检查这台电脑的时钟或公司的代理（{reason}）。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Check this computer&apos;s clock or your company&apos;s proxy.</source>
        <translation>请检查这台电脑的时钟或公司的代理。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Finished, but no file was listed.</source>
        <translation>已完成，但没有列出文件。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>{provider} says the task is done but names no file. Look at its answer, or check again later.</source>
        <translation>{provider} 说任务已完成，却没有给出文件。请查看它的回复，或稍后再次检查。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>A saved file was moved or deleted.</source>
        <translation>一个已保存的文件被移动或删除了。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>It was at {path}. Put it back, or save again.</source>
        <translation>它原先在 {path}。请放回原处，或再次保存。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Put it back, or save again.</source>
        <translation>请放回原处，或再次保存。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>{host} can&apos;t be reached.</source>
        <translation>无法连接 {host}。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>{provider} can&apos;t be reached.</source>
        <translation>无法连接 {provider}。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Check the connection, then {then}.</source>
        <translation>请检查网络连接，然后{then}。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/problems.py"/>
        <source>Check the connection. We try again by ourselves.</source>
        <translation>请检查网络连接。会自动重试。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/recognise_forms.py"/>
        <source>an id of your own (out_task_id)</source>
        <translation>你自定的 ID（out_task_id）</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/recognise_forms.py"/>
        <source>both have ids like this</source>
        <translation>两者的 ID 都是这种形式</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/recognise_forms.py"/>
        <source>the form of the id</source>
        <translation>ID 的形式</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/recognise_json.py"/>
        <source>a crun.ai reply</source>
        <translation>crun.ai 的回复</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/recognise_json.py"/>
        <source>a Tripo reply</source>
        <translation>Tripo 的回复</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/recognise_json.py"/>
        <source>a ByteSpike reply</source>
        <translation>ByteSpike 的回复</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/recognise_json.py"/>
        <source>a Midjourney reply</source>
        <translation>Midjourney 的回复</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/recognise_json.py"/>
        <source>a Midjourney request</source>
        <translation>Midjourney 的请求</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/recognise_json.py"/>
        <source>the name task_id</source>
        <translation>名称 task_id</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/recognise_json.py"/>
        <source>the field “{field}”</source>
        <translation>字段“{field}”</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/recognise_json.py"/>
        <source>the name out_task_id</source>
        <translation>名称 out_task_id</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/recognise_text.py"/>
        <source>the line names {provider}</source>
        <translation>该行提到 {provider}</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/recognise_text.py"/>
        <source>the provider column</source>
        <translation>服务商一列</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/recognise_text.py"/>
        <source>the provider in the same row</source>
        <translation>同一行中的服务商</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/recognise_urls.py"/>
        <source>a picture&apos;s address</source>
        <translation>图片的地址</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/recognise_urls.py"/>
        <source>a TaskInfo address</source>
        <translation>TaskInfo 地址</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/recognise_urls.py"/>
        <source>a Tripo task address</source>
        <translation>Tripo 任务地址</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/recognise_urls.py"/>
        <source>a ByteSpike task address</source>
        <translation>ByteSpike 任务地址</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/recognise_urls.py"/>
        <source>a fetch address</source>
        <translation>fetch 地址</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/recognise_urls.py"/>
        <source>a Midjourney address</source>
        <translation>Midjourney 地址</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/recognise_urls.py"/>
        <source>a {provider} page address</source>
        <translation>{provider} 页面地址</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/resolve.py"/>
        <source>{provider} “{account}” is your only account with ids like this</source>
        <translation>只有你的账户 {provider}“{account}”使用这种 ID</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/domain/resolve.py"/>
        <source>{reason}, and {n} {provider} accounts could own it</source>
        <translation><numerusform>{reason}，有 {n} 个 {provider} 账户可能拥有它</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/domain/resolve.py"/>
        <source>{reason}: {providers}</source>
        <translation>{reason}：{providers}</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/resolve.py"/>
        <source>you chose it</source>
        <translation>由你选择</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/resolve.py"/>
        <source>you chose the account</source>
        <translation>由你选择的账户</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/resolve.py"/>
        <source>{reason} at {host}, where none of your accounts is</source>
        <translation>{reason}，位于 {host}，而你没有那里的账户</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/resuming.py"/>
        <source>it sent a part of the file only, which nobody asked for</source>
        <translation>它只发来文件的一部分，而我们并未这样要求</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/resuming.py"/>
        <source>it sent a message instead of the rest of the file</source>
        <translation>它发来一条消息，而不是文件的其余部分</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/resuming.py"/>
        <source>it sent several pieces of the file in one, which nobody asked for</source>
        <translation>它把文件分成几段一起发来，而我们并未这样要求</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/resuming.py"/>
        <source>it sent a part of the file without saying which</source>
        <translation>它发来文件的一部分，却没有说明是哪一部分</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/resuming.py"/>
        <source>it has no such part of the file, though all of it was asked for</source>
        <translation>它说没有文件的这一部分，而我们要的是整个文件</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/snippets.py"/>
        <source>Add a task, and print what became of it as JSON</source>
        <translation>添加任务，并以 JSON 输出结果</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/snippets.py"/>
        <source>Add from a file or another program</source>
        <translation>从文件或其他程序添加</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/snippets.py"/>
        <source>Add what curl is answered</source>
        <translation>添加 curl 收到的回复</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/snippets.py"/>
        <source>Put a file into the inbox</source>
        <translation>把文件放进收件夹</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/snippets.py"/>
        <source>A link that offers a task and asks before it is added</source>
        <translation>添加任务前会先询问的链接</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/status.py"/>
        <source>File moved</source>
        <translation>文件已移动</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/status.py"/>
        <source>Saving</source>
        <translation>正在保存</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/status.py"/>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/status.py"/>
        <source>Needs you</source>
        <translation>需要处理</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/status.py"/>
        <source>Partly saved</source>
        <translation>部分已保存</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/status.py"/>
        <source>Gone</source>
        <translation>已失效</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/status.py"/>
        <source>Blocked</source>
        <translation>已拦截</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/status.py"/>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/status.py"/>
        <source>Finished, not saved</source>
        <translation>已完成，未保存</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/status.py"/>
        <source>Generating</source>
        <translation>生成中</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/status.py"/>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/status.py"/>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/update.py"/>
        <source>The update list can&apos;t be read, so nothing of it is used. Try again later.</source>
        <translation>无法读取更新列表，其内容未被采用。请稍后再试。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/update.py"/>
        <source>The update list is far too large to be right, so nothing of it is used. Try again later.</source>
        <translation>更新列表大得不正常，其内容未被采用。请稍后再试。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/update.py"/>
        <source>The update list is signed with a key that this Outtray doesn&apos;t know, so nothing of it is used. Get the newest Outtray from {home}.</source>
        <translation>更新列表由此 Outtray 不认识的密钥签名，其内容未被采用。请从 {home} 获取最新的 Outtray。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/update.py"/>
        <source>The update list has a wrong signature: it was changed on its way. Nothing of it is used. Try again later, or on another network.</source>
        <translation>更新列表的签名不对：它在传输途中被改动。其内容未被采用。请稍后再试，或换一个网络。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/update.py"/>
        <source>The update list is of a kind that this Outtray can&apos;t read yet. Get the newest Outtray from {home}.</source>
        <translation>此 Outtray 还读不了这种更新列表。请从 {home} 获取最新的 Outtray。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/update.py"/>
        <source>The update list ended on {date}, and no newer one came. Check this computer&apos;s clock; if it is right, try again on another network, or look at {home}.</source>
        <translation>更新列表已于 {date}到期，也没有更新的列表。请检查这台电脑的时钟；如果时钟无误，请换一个网络再试，或查看 {home}。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/update.py"/>
        <source>The update list is of {date}, which is still to come. Check this computer&apos;s clock, then try again.</source>
        <translation>更新列表的日期是 {date}，而这一天还没到。请检查这台电脑的时钟，然后再试。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/update.py"/>
        <source>The update list is older than the one of {date} that came before, so nothing of it is used. Try again later, or on another network.</source>
        <translation>更新列表比之前收到的 {date}的列表更旧，其内容未被采用。请稍后再试，或换一个网络。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/update.py"/>
        <source>The update list offers Outtray {offered}, which is older than {installed}, the one you have. Nothing of it is used.</source>
        <translation>更新列表提供的 Outtray {offered} 比你现有的 {installed} 更旧。其内容未被采用。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/update.py"/>
        <source>The update list names an address that isn&apos;t https, so nothing of it is used. Try again later.</source>
        <translation>更新列表中有不是 https 的地址，其内容未被采用。请稍后再试。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/update.py"/>
        <source>The update list names a file at {address}, where no file of Outtray&apos;s is, so nothing of it is used. Try again later.</source>
        <translation>更新列表中的文件位于 {address}，而那里没有 Outtray 的文件，其内容未被采用。请稍后再试。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/update.py"/>
        <source>Outtray {version} needs a newer system than this computer has. Yours goes on working.</source>
        <translation>Outtray {version} 需要比这台电脑更新的系统。你现有的版本可以继续使用。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/update.py"/>
        <source>Outtray {version} is there, but not for this kind of computer ({arch}). Look at {home}.</source>
        <translation>Outtray {version} 已发布，但没有适用于这种电脑（{arch}）的版本。请查看 {home}。</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>Jan</source>
        <translation>1月</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>Feb</source>
        <translation>2月</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>Mar</source>
        <translation>3月</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>Apr</source>
        <translation>4月</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>May</source>
        <translation>5月</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>Jun</source>
        <translation>6月</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>Jul</source>
        <translation>7月</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>Aug</source>
        <translation>8月</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>Sep</source>
        <translation>9月</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>Oct</source>
        <translation>10月</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>Nov</source>
        <translation>11月</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>Dec</source>
        <translation>12月</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>video</source>
        <translation>视频</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>song</source>
        <translation>歌曲</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>3D model</source>
        <translation>3D 模型</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>result</source>
        <translation>结果</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/domain/wording.py"/>
        <source>{n} days</source>
        <translation><numerusform>{n} 天</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>{day} {month}</source>
        <translation>{month}{day}日</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>{day} {year}</source>
        <translation>{year}年{day}</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>not reported</source>
        <translation>未报告</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>Gone in {time}</source>
        <translation>{time}后失效</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>{age}, usually about {time}</source>
        <translation>{age}，通常约 {time}</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/domain/wording.py"/>
        <source>{n} files, {size}</source>
        <translation><numerusform>{n} 个文件，{size}</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/domain/wording.py"/>
        <source>{done} of {n} files</source>
        <translation><numerusform>{done} / {n} 个文件</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>Cancelled at {provider}</source>
        <translation>已在 {provider} 取消</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>{n} s</source>
        <translation>{n} 秒</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>{n} min</source>
        <translation>{n} 分钟</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>{n} h</source>
        <translation>{n} 小时</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 小时 {minutes} 分钟</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>just now</source>
        <translation>刚刚</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>{time} ago</source>
        <translation>{time}前</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>{amount} (charged)</source>
        <translation>{amount}（已扣费）</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>{amount} (estimated)</source>
        <translation>{amount}（估算）</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>May be gone any moment</source>
        <translation>随时可能失效</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>{time} so far</source>
        <translation>已进行 {time}</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>Just started</source>
        <translation>刚刚开始</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>{saving}; {gone}</source>
        <translation>{saving}；{gone}</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>At risk: {gone}, paused</source>
        <translation>有丢失风险：{gone}，已暂停</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>At risk: {gone}, no space</source>
        <translation>有丢失风险：{gone}，空间不足</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>At risk: {gone}, no folder</source>
        <translation>有丢失风险：{gone}，没有文件夹</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>At risk: {gone}</source>
        <translation>有丢失风险：{gone}</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>{provider} says “{status}”</source>
        <translation>{provider} 的状态是“{status}”</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>Not found yet; looking again</source>
        <translation>尚未找到，再次查找中</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>Number {n} in line</source>
        <translation>排在第 {n} 位</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>Not checked yet</source>
        <translation>尚未检查</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>In line at {provider}</source>
        <translation>在 {provider} 排队</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>{percent} %</source>
        <translation>{percent}%</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>About {time} left</source>
        <translation>大约还需 {time}</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>Quiet for {time}</source>
        <translation>{time}没有动静</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>Finished; looking for its files</source>
        <translation>已完成，正在查找文件</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>Not saved yet</source>
        <translation>尚未保存</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>{done} of {size}</source>
        <translation>{done} / {size}</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>Starting</source>
        <translation>正在开始</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>{done} of {n}; the rest is gone</source>
        <translation>{done} / {n}，其余已失效</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/domain/wording.py"/>
        <source>{done} of {n} files, the rest paused</source>
        <translation><numerusform>{done} / {n} 个文件，其余已暂停</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>Not saved, as you chose</source>
        <translation>按你的选择未保存</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>Generation failed</source>
        <translation>生成失败</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>Paused; {gone}</source>
        <translation>已暂停；{gone}</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>Not saved meanwhile</source>
        <translation>期间不保存</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>Not checked meanwhile</source>
        <translation>期间不检查</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>Refused by the provider&apos;s content rules</source>
        <translation>被服务商的内容规则拒绝</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>Moved or deleted on this computer</source>
        <translation>已在这台电脑上移动或删除</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} 分 {seconds} 秒</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>{amount} credit</source>
        <translation>{amount} 点</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>{amount} credits</source>
        <translation>{amount} 点</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>May be gone soon</source>
        <translation>可能很快失效</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>{provider} gives no status</source>
        <translation>{provider} 没有给出状态</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>{done}, about {time} left</source>
        <translation>{done}，大约还需 {time}</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>Text answer</source>
        <translation>文本回答</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>Nothing to save</source>
        <translation>没有可保存的内容</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>Saving failed: {problem}</source>
        <translation>保存失败：{problem}</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>Saving failed</source>
        <translation>保存失败</translation>
    </message>
    <message>
        <location filename="../../desktop/domain/wording.py"/>
        <source>Generation failed: {reason}</source>
        <translation>生成失败：{reason}</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/account_acts.py"/>
        <source>This account is no longer connected.</source>
        <translation>此账户已断开连接。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/accounts.py"/>
        <source>none yet</source>
        <translation>暂无</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/accounts.py"/>
        <source>There is no account “{handle}”. Known: {known}.</source>
        <translation>没有账户“{handle}”。已有：{known}。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/accounts.py"/>
        <source>“{handle}” names several accounts. Say which: {accounts}.</source>
        <translation>“{handle}”对应多个账户。请指明：{accounts}。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/accounts.py"/>
        <source>There is no provider “{provider}”. Known are {providers}.</source>
        <translation>没有服务商“{provider}”。可用的有 {providers}。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/accounts.py"/>
        <source>The key of {handle} is in the variable {variable}, and would go to the new address. Quit Outtray, unset {variable} first, then change the address.</source>
        <translation>{handle} 的密钥在变量 {variable} 中，会被发往新地址。请退出 Outtray，先取消设置 {variable}，再更改地址。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/accounts.py"/>
        <source>An account&apos;s name needs 1 to 60 characters and no slash.</source>
        <translation>账户名称需为 1 到 60 个字符，且不含斜杠。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/accounts.py"/>
        <source>The address of this account has just changed. Look at it, then give the key again.</source>
        <translation>此账户的地址刚刚更改。请确认后再次提供密钥。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/accounts.py"/>
        <source>There is an account {handle} already. Choose another name.</source>
        <translation>账户 {handle} 已存在。请换一个名称。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/after_save.py"/>
        <source>the files could not be copied</source>
        <translation>文件未能拷贝</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/after_save.py"/>
        <source>the command could not be run</source>
        <translation>命令未能运行</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/after_save.py"/>
        <source>the webhook could not be told</source>
        <translation>未能通知 Webhook</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/after_save.py"/>
        <source>the files could not be handed to Eagle</source>
        <translation>文件未能交给 Eagle</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/after_save.py"/>
        <source>{prefix}{what}. The log says more.</source>
        <translation>{prefix}{what}。详情见日志。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/after_save_acts.py"/>
        <source>After saving: </source>
        <translation>保存后：</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/after_save_command.py"/>
        <source>the system refuses to start it</source>
        <translation>系统拒绝启动它</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/after_save_command.py"/>
        <source>it is no program, or its first line does not name one</source>
        <translation>它不是程序，或首行没有指明程序</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/after_save_command.py"/>
        <source>its arguments are too long</source>
        <translation>参数太长</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/after_save_command.py"/>
        <source>{prefix}{what}.</source>
        <translation>{prefix}{what}。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/after_save_command.py"/>
        <source>“{name}” took longer than {time} and was stopped</source>
        <translation>“{name}”运行超过 {time}，已被停止</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/after_save_command.py"/>
        <source>“{name}” was ended by signal {signal}</source>
        <translation>“{name}”被信号 {signal} 结束</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/after_save_command.py"/>
        <source>“{name}” ended with exit code {code}</source>
        <translation>“{name}”结束，退出码 {code}</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/after_save_command.py"/>
        <source>{prefix}{what}: {complaint}.</source>
        <translation>{prefix}{what}：{complaint}。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/after_save_command.py"/>
        <source>{prefix}“{name}” was not found, so it did not run. Correct the command in Settings.</source>
        <translation>{prefix}找不到“{name}”，因此没有运行。请在设置中更正命令。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/after_save_command.py"/>
        <source>{prefix}“{name}” may not be run. Make it executable, or correct the command in Settings.</source>
        <translation>{prefix}“{name}”不允许运行。请设为可执行，或在设置中更正命令。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/after_save_command.py"/>
        <source>{prefix}“{name}” did not run: a batch file can&apos;t be given names with signs like &amp; or %. Use a program.</source>
        <translation>{prefix}“{name}”没有运行：不能把含 &amp; 或 % 等符号的名称交给批处理文件。请使用程序。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/after_save_command.py"/>
        <source>{prefix}“{name}” can&apos;t be run: {reason}. Correct the command in Settings.</source>
        <translation>{prefix}“{name}”无法运行：{reason}。请在设置中更正命令。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/after_save_copy.py"/>
        <source>Copy what is missing by hand.</source>
        <translation>请手动拷贝缺少的文件。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/after_save_copy.py"/>
        <source>that folder can&apos;t be written, because {reason}</source>
        <translation>该文件夹无法写入，因为{reason}</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/engine/after_save_copy.py"/>
        <source>{prefix}“{file}” (and {n} other files) could not be copied to “{folder}”: {reason}.</source>
        <translation><numerusform>{prefix}“{file}”（以及其他 {n} 个文件）未能拷贝到“{folder}”：{reason}。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/engine/after_save_copy.py"/>
        <source>a file is in that folder&apos;s place</source>
        <translation>该文件夹的位置上有一个文件</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/after_save_copy.py"/>
        <source>the disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/after_save_copy.py"/>
        <source>{prefix}“{folder}” is no full path, so nothing was copied. Choose the folder again in Settings.</source>
        <translation>{prefix}“{folder}”不是完整路径，因此没有拷贝。请在设置中重新选择文件夹。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/after_save_copy.py"/>
        <source>it is not there</source>
        <translation>它不存在</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/after_save_copy.py"/>
        <source>{prefix}“{file}” could not be copied to “{folder}”: {reason}.</source>
        <translation>{prefix}“{file}”未能拷贝到“{folder}”：{reason}。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/after_save_copy.py"/>
        <source>it is no longer where it was saved</source>
        <translation>它已不在保存的位置</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/after_save_webhook.py"/>
        <source>{prefix}the webhook was not told: {reason}.</source>
        <translation>{prefix}未能通知 Webhook：{reason}。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/engine/after_save_webhook.py"/>
        <source>It was tried {n} times.</source>
        <translation><numerusform>已尝试 {n} 次。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/engine/after_save_webhook.py"/>
        <source>{host} answered {status}</source>
        <translation>{host} 的回应是 {status}</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/after_save_webhook.py"/>
        <source>Check its address in Settings.</source>
        <translation>请在设置中检查它的地址。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/after_save_webhook.py"/>
        <source>{host} sends us on to another address ({status}), which is not followed</source>
        <translation>{host} 把我们转到其他地址（{status}），我们没有跟随</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/board.py"/>
        <source>The task list can&apos;t be written. Outtray tries again by itself; the log says more.</source>
        <translation>任务列表无法写入。Outtray 会自动重试；详情见日志。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/bus_notes.py"/>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/bus_notes.py"/>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/changes.py"/>
        <source>{handle}: {title} Trying again in {time}.</source>
        <translation>{handle}：{title}{time}后重试。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/changes.py"/>
        <source>{handle}: {sentence}</source>
        <translation>{handle}：{sentence}</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/changes.py"/>
        <source>{handle} answers again.</source>
        <translation>{handle} 恢复回应。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/describe.py"/>
        <source>Its title and prompt could not be written into it.</source>
        <translation>标题和提示词未能写入文件。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/describe.py"/>
        <source>Its time could not be set to when it was finished.</source>
        <translation>文件时间未能设为完成时间。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/describe.py"/>
        <source>No description was written beside it, because the id of its task holds a key.</source>
        <translation>旁边没有写入描述，因为任务 ID 中含有密钥。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/describe.py"/>
        <source>No description was written beside it, because another “{name}” is there.</source>
        <translation>旁边没有写入描述，因为已有另一个“{name}”。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/describe.py"/>
        <source>The description “{name}” could not be written beside it: {reason}.</source>
        <translation>描述“{name}”未能写在旁边：{reason}。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/check.py"/>
        <source>This check gave no answer within {n} seconds.</source>
        <translation>此项检查在 {n} 秒内没有结果。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/check.py"/>
        <source>Start the computer again, then repeat it. If it stays so, the part that it asks is stuck.</source>
        <translation>请重新启动电脑后再试。如果仍然如此，说明它所询问的部分没有响应。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/check.py"/>
        <source>This check failed by an error of its own ({error}).</source>
        <translation>此项检查因自身错误而失败（{error}）。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/check.py"/>
        <source>Save a report and send it to the makers of Outtray.</source>
        <translation>请保存报告并发送给 Outtray 的开发者。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/doctor.py"/>
        <source>{provider} ({host})</source>
        <translation>{provider}（{host}）</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/doctor.py"/>
        <source>Your keychain may be waiting for its password. Unlock it, then check again.</source>
        <translation>你的钥匙串可能正在等待输入密码。请将其解锁，然后重新检查。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/doctor.py"/>
        <source>Check the internet connection: names may not be looked up, or a firewall may be in the way.</source>
        <translation>请检查网络连接：可能无法解析域名，或被防火墙拦截。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/doctor.py"/>
        <source>The settings file can&apos;t be read: {reason}.</source>
        <translation>无法读取设置文件：{reason}。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/doctor.py"/>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/doctor.py"/>
        <source>This copy</source>
        <translation>此副本</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/doctor.py"/>
        <source>Running Outtray</source>
        <translation>正在运行的 Outtray</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/doctor.py"/>
        <source>Task list</source>
        <translation>任务列表</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/doctor.py"/>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/doctor.py"/>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/doctor.py"/>
        <source>Keychain</source>
        <translation>钥匙串</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/doctor.py"/>
        <source>Certificates</source>
        <translation>证书</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/doctor.py"/>
        <source>Connection to {name}</source>
        <translation>与 {name} 的连接</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/doctor.py"/>
        <source>Clock</source>
        <translation>时钟</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/doctor.py"/>
        <source>Tray and notifications</source>
        <translation>托盘和通知</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/doctor.py"/>
        <source>The address of the account “{name}” in the settings file can&apos;t be used.</source>
        <translation>设置文件中账户“{name}”的地址无法使用。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/doctor.py"/>
        <source>it gave no answer in time</source>
        <translation>未及时响应</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/network.py"/>
        <source>If your company looks into connections, have its certificate installed on this computer.</source>
        <translation>如果你的公司会检查连接，请在这台电脑上安装其证书。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/network.py"/>
        <source>{host} answers over a connection that is verified.</source>
        <translation>{host} 有响应，连接已验证。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/network.py"/>
        <source>Let the system set the time by itself: certificates and the ends of links are judged by it.</source>
        <translation>请让系统自动设置时间：证书和链接的到期都以此判断。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/network.py"/>
        <source>The proxy {proxy} did not connect us to {host} (it said {status}).</source>
        <translation>代理 {proxy} 没有为我们连接到 {host}（返回 {status}）。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/network.py"/>
        <source>Check the proxy settings of this computer.</source>
        <translation>请检查这台电脑的代理设置。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/network.py"/>
        <source>The certificate of {host} has run out.</source>
        <translation>{host} 的证书已过期。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/network.py"/>
        <source>The certificate of {host} is made out to another name.</source>
        <translation>{host} 的证书属于其他名称。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/network.py"/>
        <source>{host} answers. The connection is not encrypted, as this account allows.</source>
        <translation>{host} 有响应。按此账户的设置，连接未加密。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/network.py"/>
        <source>No provider told its time, so this computer&apos;s clock could not be compared.</source>
        <translation>没有服务商告知时间，因此无法核对这台电脑的时钟。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/network.py"/>
        <source>This computer&apos;s clock is {n} minutes ahead of the providers&apos;.</source>
        <translation>这台电脑的时钟比服务商快 {n} 分钟。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/network.py"/>
        <source>This computer&apos;s clock is {n} minutes behind the providers&apos;.</source>
        <translation>这台电脑的时钟比服务商慢 {n} 分钟。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/network.py"/>
        <source>The proxy {proxy} is of a kind that Outtray can&apos;t use.</source>
        <translation>代理 {proxy} 的类型 Outtray 无法使用。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/network.py"/>
        <source>{host} doesn&apos;t answer.</source>
        <translation>{host} 没有响应。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/network.py"/>
        <source>{host} ended the connection before it was secured.</source>
        <translation>{host} 在建立安全连接之前断开了。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/network.py"/>
        <source>The proxy {proxy} answers, but this check can&apos;t look through it.</source>
        <translation>代理 {proxy} 有响应，但此项检查无法通过它。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/network.py"/>
        <source>Test the account in the accounts dialog; that goes through this proxy.</source>
        <translation>请在账户窗口中测试该账户；测试会通过此代理。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/network.py"/>
        <source>Check the internet connection; a firewall may be in the way.</source>
        <translation>请检查网络连接；可能被防火墙阻挡。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/network.py"/>
        <source>Check this computer&apos;s clock; if it is right, the provider has to renew its certificate.</source>
        <translation>请检查这台电脑的时钟；如果时钟正确，则需由服务商更新证书。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/network.py"/>
        <source>The certificate of {host} is not valid yet.</source>
        <translation>{host} 的证书尚未生效。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/network.py"/>
        <source>Check this computer&apos;s clock.</source>
        <translation>请检查这台电脑的时钟。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/network.py"/>
        <source>Check the address of this account; you may be at a sign-in page of the network.</source>
        <translation>请检查此账户的地址；你可能停留在网络的登录页面。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/network.py"/>
        <source>The certificate of {host} is signed by itself, so nobody vouches for it.</source>
        <translation>{host} 的证书是自签名的，没有任何机构为其担保。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/network.py"/>
        <source>The certificate of {host} is signed by somebody this computer doesn&apos;t know.</source>
        <translation>{host} 的证书由这台电脑不认识的机构签发。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/network.py"/>
        <source>The proxy {proxy} can&apos;t be reached.</source>
        <translation>无法连接到代理 {proxy}。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/network.py"/>
        <source>{host} can&apos;t be found.</source>
        <translation>找不到 {host}。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/network.py"/>
        <source>Check the internet connection, and the address of this account.</source>
        <translation>请检查网络连接和此账户的地址。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/network.py"/>
        <source>{host} refuses connections.</source>
        <translation>{host} 拒绝连接。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/network.py"/>
        <source>Its server may be down; check the address of this account.</source>
        <translation>其服务器可能已停机；请检查此账户的地址。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/network.py"/>
        <source>This computer&apos;s clock is right.</source>
        <translation>这台电脑的时钟正确。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/network.py"/>
        <source>Set an http or https proxy.</source>
        <translation>请设置 http 或 https 代理。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/network.py"/>
        <source>Try again later; a firewall may be in the way.</source>
        <translation>请稍后再试；可能被防火墙阻挡。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/places.py"/>
        <source>Make the folder writable, make room, or choose another folder in the settings.</source>
        <translation>请使文件夹可写、腾出空间，或在设置中选择其他文件夹。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/places.py"/>
        <source>The drive of “{path}” ({what}) has only {size} left.</source>
        <translation>“{path}”（{what}）所在的磁盘只剩 {size}。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/places.py"/>
        <source>“{path}” ({what}) is on a network drive ({kind}).</source>
        <translation>“{path}”（{what}）位于网络磁盘（{kind}）上。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/places.py"/>
        <source>“{path}” ({what}) is a file, not a folder.</source>
        <translation>“{path}”（{what}）是文件，不是文件夹。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/places.py"/>
        <source>“{path}” ({what}) can&apos;t be written to.</source>
        <translation>无法写入“{path}”（{what}）。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/places.py"/>
        <source>the profile</source>
        <translation>配置目录</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/places.py"/>
        <source>the logs</source>
        <translation>日志</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/places.py"/>
        <source>results</source>
        <translation>结果</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/places.py"/>
        <source>All folders can be written to and have room.</source>
        <translation>所有文件夹均可写入且空间充足。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/places.py"/>
        <source>the inbox</source>
        <translation>收件箱</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/places.py"/>
        <source>“{path}” ({what}) can&apos;t be used: {reason}.</source>
        <translation>“{path}”（{what}）无法使用：{reason}。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/places.py"/>
        <source>The task list may be damaged there; keep the profile on a drive of this computer.</source>
        <translation>任务列表在那里可能会损坏；请将配置保存在本机的磁盘上。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/privacy.py"/>
        <source>The keys in your keychain could not be read, so only what looks like a key was taken out of this report.</source>
        <translation>无法读取钥匙串中的密钥，因此只从此报告中去除了看起来像密钥的内容。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/privacy.py"/>
        <source>Titles and prompts could not be looked up in the task list, so the log is left out of this report.</source>
        <translation>无法在任务列表中查到标题和提示词，因此此报告不包含日志。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/profile.py"/>
        <source>There is no sound copy. Start Outtray, then bring the list back with “Rebuild from folder…”.</source>
        <translation>没有完好的备份。请启动 Outtray，然后用“从文件夹重建…”找回列表。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/engine/doctor/profile.py"/>
        <source>The task list is sound: {n} tasks, {size}.</source>
        <translation><numerusform>任务列表完好：{n} 个任务，{size}。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/profile.py"/>
        <source>Outtray runs over this profile (process {pid}) and answers.</source>
        <translation>Outtray 正在使用此配置目录（进程 {pid}）且有响应。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/profile.py"/>
        <source>There is no sound copy of it yet; Outtray makes one a day.</source>
        <translation>还没有完好的备份；Outtray 每天备份一次。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/profile.py"/>
        <source>There is no profile in “{folder}” yet. Outtray makes it at its first start.</source>
        <translation>“{folder}”中还没有配置目录。Outtray 会在首次启动时创建。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/profile.py"/>
        <source>There is no task list yet. Outtray makes it at its first start.</source>
        <translation>还没有任务列表。Outtray 会在首次启动时创建。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/profile.py"/>
        <source>The task list is missing, but there is a copy of it. Outtray restores it when it starts.</source>
        <translation>任务列表丢失，但有备份。Outtray 启动时会将其恢复。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/profile.py"/>
        <source>Start Outtray again: it restores the copy of {day} by itself, and keeps the damaged file.</source>
        <translation>请重新启动 Outtray：它会自动恢复 {day} 的备份，并保留损坏的文件。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/profile.py"/>
        <source>No Outtray runs over this profile.</source>
        <translation>没有 Outtray 在使用此配置目录。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/profile.py"/>
        <source>This window has the profile open.</source>
        <translation>此窗口正在使用该配置目录。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/profile.py"/>
        <source>The task list is missing.</source>
        <translation>任务列表不见了。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/profile.py"/>
        <source>Close what uses it, check the permissions of its folder, then look again.</source>
        <translation>请关闭正在使用它的程序，检查其文件夹的权限，然后重试。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/profile.py"/>
        <source>Whether Outtray runs can&apos;t be told: {reason}.</source>
        <translation>无法判断 Outtray 是否在运行：{reason}。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/profile.py"/>
        <source>Mend the permissions of the profile&apos;s folder, or choose another with --profile.</source>
        <translation>请修正配置目录的权限，或用 --profile 选择其他文件夹。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/profile.py"/>
        <source>Another Outtray (process {pid}) has the profile open but doesn&apos;t answer.</source>
        <translation>另一个 Outtray（进程 {pid}）正在使用此配置目录，但没有响应。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/profile.py"/>
        <source>Quit it, or end that process, then try again.</source>
        <translation>请退出它或结束该进程，然后重试。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/report.py"/>
        <source>The report holds what is listed here, your settings without folders and names, the last 2,000 lines of the log, and how often providers answered. It holds no keys, no results, neither your name nor your computer&apos;s, and no titles and prompts unless you tick that here.</source>
        <translation>报告包含此处列出的内容、不含文件夹和名称的设置、日志的最后 2,000 行，以及服务商的应答次数。其中没有密钥和结果，没有你和电脑的名称；除非在此勾选，也没有标题和提示词。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/system.py"/>
        <source>The system&apos;s keychain keeps what it is given and gives it back.</source>
        <translation>系统的钥匙串可以存入并取回内容。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/system.py"/>
        <source>Connections are verified by the system&apos;s own store of certificates.</source>
        <translation>连接由系统自带的证书库验证。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/system.py"/>
        <source>This computer knows {n} certificates to verify connections by.</source>
        <translation>这台电脑有 {n} 个可用于验证连接的证书。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/system.py"/>
        <source>All else works, and the window tells the same. On GNOME tray icons need the extension “AppIndicator”.</source>
        <translation>其余功能均正常，窗口中会显示相同的信息。在 GNOME 上，托盘图标需要“AppIndicator”扩展。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/system.py"/>
        <source>This computer has no certificates to verify connections by.</source>
        <translation>这台电脑没有可用于验证连接的证书。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/system.py"/>
        <source>Install the package ca-certificates.</source>
        <translation>请安装软件包 ca-certificates。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/system.py"/>
        <source>This desktop shows no notifications.</source>
        <translation>此桌面不显示通知。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/system.py"/>
        <source>This desktop draws no tray icons, so closing the window minimises it.</source>
        <translation>此桌面不显示托盘图标，因此关闭窗口时会将其最小化。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/system.py"/>
        <source>This desktop shows notifications and tray icons.</source>
        <translation>此桌面会显示通知和托盘图标。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/system.py"/>
        <source>Unlock it, or log in again; until then keys are only kept while Outtray runs.</source>
        <translation>请将其解锁或重新登录；在此之前，密钥只在 Outtray 运行期间保留。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/system.py"/>
        <source>This system has no keychain that Outtray can use.</source>
        <translation>此系统没有 Outtray 可以使用的钥匙串。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/system.py"/>
        <source>Install and start gnome-keyring or KWallet; until then give keys for one run or as environment variables.</source>
        <translation>请安装并启动 gnome-keyring 或 KWallet；在此之前，请仅为单次运行提供密钥，或使用环境变量。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/system.py"/>
        <source>Give keys for one run or as environment variables.</source>
        <translation>请仅为单次运行提供密钥，或使用环境变量。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/versions.py"/>
        <source>Outtray {version} with Python {python} and SQLite {sqlite} on {system}.</source>
        <translation>Outtray {version}，Python {python}，SQLite {sqlite}，{system}。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/versions.py"/>
        <source>This copy is kept up to date by {name}.</source>
        <translation>此副本由 {name} 负责更新。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/versions.py"/>
        <source>Check that “settings.toml” in the profile&apos;s folder is a file that you may read.</source>
        <translation>请确认配置文件夹中的“settings.toml”是你有权读取的文件。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/versions.py"/>
        <source>This copy runs from its source code, so it is kept up to date by hand.</source>
        <translation>此副本从源代码运行，因此需手动更新。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/versions.py"/>
        <source>Start Outtray: it uses the copy made before the last change, and keeps the damaged file.</source>
        <translation>请启动 Outtray：它会使用上次更改前的副本，并保留损坏的文件。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/versions.py"/>
        <source>The settings can be read.</source>
        <translation>设置可以读取。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/versions.py"/>
        <source>This copy looks for updates once a day.</source>
        <translation>此副本每天检查一次更新。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/doctor/versions.py"/>
        <source>This copy looks for updates when you ask it to.</source>
        <translation>此副本在你要求时检查更新。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/eagle.py"/>
        <source>After saving: Eagle isn&apos;t running; the files are handed over when it is.</source>
        <translation>保存后：Eagle 没有运行，等它运行时会交付文件。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/eagle.py"/>
        <source>After saving: Eagle has the files now.</source>
        <translation>保存后：文件已交给 Eagle。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/eagle.py"/>
        <source>{prefix}Eagle did not take the files: {reason}. Add them there by hand.</source>
        <translation>{prefix}Eagle 没有接收文件：{reason}。请在那里手动添加。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/eagle.py"/>
        <source>{prefix}Eagle did not take the files. Add them there by hand.</source>
        <translation>{prefix}Eagle 没有接收文件。请在那里手动添加。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/eagle.py"/>
        <source>{prefix}Eagle did not say whether it has the files. Look there, and add what is missing by hand.</source>
        <translation>{prefix}Eagle 没有说明是否已收到文件。请到那里查看，手动添加缺少的文件。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/engine.py"/>
        <source>The files of an act that was broken off are looked for again at the next start.</source>
        <translation>下次启动时会再次寻找被中断的操作所涉及的文件。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/engine.py"/>
        <source>“{name}” is at another address than these tasks. Add their ids for that account instead.</source>
        <translation>“{name}”的地址与这些任务不同。请改为在该账户下添加它们的 ID。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/export.py"/>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/export.py"/>
        <source>Bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/export.py"/>
        <source>Extent</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/export.py"/>
        <source>Provider</source>
        <translation>服务商</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/export.py"/>
        <source>Made</source>
        <translation>制作时间</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/export.py"/>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/export.py"/>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/export.py"/>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/export.py"/>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/export.py"/>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/export.py"/>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/export.py"/>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/export.py"/>
        <source>Starred</source>
        <translation>已加星标</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/export.py"/>
        <source>Task id</source>
        <translation>任务 ID</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/export.py"/>
        <source>Created</source>
        <translation>创建时间</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/export.py"/>
        <source>Finished</source>
        <translation>完成时间</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/export.py"/>
        <source>Estimated cost</source>
        <translation>估算费用</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/export.py"/>
        <source>Charged cost</source>
        <translation>实际费用</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/export.py"/>
        <source>Unit of cost</source>
        <translation>费用单位</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/export.py"/>
        <source>Files saved</source>
        <translation>已保存文件</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/export.py"/>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/export.py"/>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/faults.py"/>
        <source>it asked us to slow down</source>
        <translation>它要求我们放慢速度</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/faults.py"/>
        <source>it had an error of its own</source>
        <translation>它自身出错</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/faults.py"/>
        <source>the server behind it did not answer</source>
        <translation>它后面的服务器没有回应</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/faults.py"/>
        <source>it is overloaded</source>
        <translation>它负载过重</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/faults.py"/>
        <source>the server behind it was too slow</source>
        <translation>它后面的服务器太慢</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/faults.py"/>
        <source>{answer} (HTTP {status})</source>
        <translation>{answer}（HTTP {status}）</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/faults.py"/>
        <source>save again</source>
        <translation>再次保存</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/faults.py"/>
        <source>it refused</source>
        <translation>它拒绝了</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/file_host.py"/>
        <source>its answer can&apos;t be read</source>
        <translation>它的回应无法读取</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/file_host.py"/>
        <source>the connection ended before the server said that this was all</source>
        <translation>服务器尚未说明已发完，连接就断开了</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/file_shelf.py"/>
        <source>The grid was not cut: it has four pictures.</source>
        <translation>四宫格没有切分：它有四张图片。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/health.py"/>
        <source>You are offline. Checking continues when the connection returns.</source>
        <translation>你已离线。恢复连接后继续检查。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/inbox.py"/>
        <source>“{name}” can&apos;t be moved out of the inbox “{folder}”. Close the program that has it open, or allow writing there.</source>
        <translation>“{name}”无法移出收件夹“{folder}”。关闭打开它的程序，或允许写入那里。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/inbox.py"/>
        <source>The inbox “{folder}” doesn&apos;t answer. Check its drive.</source>
        <translation>收件夹“{folder}”没有响应。检查它所在的磁盘。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/inbox.py"/>
        <source>The file is larger than 5 MB. Split it into smaller ones.</source>
        <translation>文件超过 5 MB。把它拆成较小的文件。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/inbox.py"/>
        <source>This is a link or a folder. Put the file itself into the inbox.</source>
        <translation>这是链接或文件夹。把文件本身放进收件夹。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/inbox.py"/>
        <source>The file can&apos;t be read ({reason}). Allow reading it.</source>
        <translation>无法读取文件（{reason}）。允许读取它。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/inbox.py"/>
        <source>Outtray failed to read it, because of an error of its own. Paste its text into the window.</source>
        <translation>由于 Outtray 自身的错误，无法读取此文件。把其中的文本粘贴到窗口。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/inbox.py"/>
        <source>“account” and “provider” name different providers. Leave one of them out.</source>
        <translation>“account”和“provider”指的不是同一家服务商。去掉其中一个。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/inbox_notices.py"/>
        <source>It is the inbox: what is in it is added as soon as it can be used again.</source>
        <translation>它是收件夹：一旦恢复可用，里面的内容就会添加。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/lane.py"/>
        <source>This account can&apos;t be asked at the moment.</source>
        <translation>目前无法查询此账户。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/link_guard.py"/>
        <source>it is not an https address</source>
        <translation>它不是 https 地址</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/link_guard.py"/>
        <source>its address can&apos;t be read</source>
        <translation>它的地址无法读取</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/link_guard.py"/>
        <source>it names no server</source>
        <translation>它没有指明服务器</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/link_guard.py"/>
        <source>it holds a user name</source>
        <translation>它含有用户名</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/link_guard.py"/>
        <source>it points at an address that no file server has</source>
        <translation>它指向一个没有文件服务器的地址</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/link_guard.py"/>
        <source>it points into a private network, where this account&apos;s files can&apos;t be</source>
        <translation>它指向专用网络，而此账户的文件不可能在那里</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/link_guard.py"/>
        <source>it points at this computer, where this account&apos;s files can&apos;t be</source>
        <translation>它指向这台电脑，而此账户的文件不可能在这里</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/login_portal.py"/>
        <source>The desktop does not let Outtray start when you sign in. Allow it in the system&apos;s settings for applications.</source>
        <translation>桌面不允许 Outtray 在登录时启动。在系统的应用设置中允许即可。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/login_portal.py"/>
        <source>Outtray watches your tasks and saves their results.</source>
        <translation>Outtray 关注你的任务并保存其结果。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/login_portal.py"/>
        <source>The desktop did not answer whether it may start Outtray when you sign in. Try again after the next sign-in.</source>
        <translation>桌面没有回答登录时是否可以启动 Outtray。下次登录后重试。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/names.py"/>
        <source>Name shortened to fit every system&apos;s limit.</source>
        <translation>名称已缩短，以符合各系统的限制。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/part_file.py"/>
        <source>its unfinished file is no longer what was noted of it</source>
        <translation>它未完成的文件与记录的不符</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>Save again: that asks for a new link.</source>
        <translation>请再次保存，以请求新链接。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>Save again in a while.</source>
        <translation>请稍后再次保存。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>Look at the task where you started it, then save again.</source>
        <translation>请到创建任务的地方查看，然后再次保存。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>a blank picture of one pixel</source>
        <translation>只有一个像素的空白图片</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>nothing but zeros</source>
        <translation>全是零的数据</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>an error message</source>
        <translation>错误消息</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>a notice that this computer&apos;s clock is wrong</source>
        <translation>说这台电脑时钟有误的通知</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>Set the clock, then save again.</source>
        <translation>请校准时钟，然后再次保存。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>a notice that the link&apos;s permit has run out</source>
        <translation>说链接的许可已到期的通知</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>a notice that the link&apos;s permit is unknown</source>
        <translation>说链接的许可不明的通知</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>a notice that the link is not genuine</source>
        <translation>说链接不真实的通知</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>a notice that the link is not accepted</source>
        <translation>说链接不被接受的通知</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>a notice that the link is not well-formed</source>
        <translation>说链接格式不正确的通知</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>a notice that access is denied</source>
        <translation>说访问被拒绝的通知</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>a notice that the file does not exist</source>
        <translation>说文件不存在的通知</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>a notice that the file was not found</source>
        <translation>说找不到文件的通知</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>a notice that the place of the file does not exist</source>
        <translation>说文件的位置不存在的通知</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>a request to slow down</source>
        <translation>要求放慢速度的通知</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>a notice that it is overloaded</source>
        <translation>说它负载过重的通知</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>a notice that it is busy</source>
        <translation>说它正忙的通知</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>a notice of an error of its own</source>
        <translation>说它自身出错的通知</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>a notice that its storage is switched off</source>
        <translation>说它的存储已关闭的通知</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>a picture that says the image was removed</source>
        <translation>说图片已被移除的图片</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>a picture that says its rate limit is reached</source>
        <translation>说已达到频率限制的图片</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>the word “{word}”</source>
        <translation>“{word}”这个词</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>an error message of one line</source>
        <translation>一行错误消息</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>a notice that this is no longer available</source>
        <translation>说内容已不可用的通知</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>a notice that the link has expired</source>
        <translation>说链接已过期的通知</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>a notice that the link was not signed</source>
        <translation>说链接没有签名的通知</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>a notice that it was asked too often</source>
        <translation>说请求过于频繁的通知</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>a notice that this network is blocked</source>
        <translation>说此网络被屏蔽的通知</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>a web page that checks for robots</source>
        <translation>检查机器人的网页</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>a web page that says this network is blocked</source>
        <translation>说此网络被屏蔽的网页</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>a notice of its rate limit</source>
        <translation>说明频率限制的通知</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>the word “forbidden”</source>
        <translation>“forbidden”一词</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>the words “not found”</source>
        <translation>“not found”一语</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>the word “unauthorized”</source>
        <translation>“unauthorized”一词</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>the log-in page of a network</source>
        <translation>网络的登录页面</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>Log in to this network in a browser, then save again.</source>
        <translation>请在浏览器中登录此网络，然后再次保存。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>the words “access denied”</source>
        <translation>“access denied”一语</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>an error message by which the link is no longer accepted</source>
        <translation>说链接不再被接受的错误消息</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/placeholders.py"/>
        <source>an error message by which there is no such file</source>
        <translation>说没有此文件的错误消息</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/poster.py"/>
        <source>{host} can&apos;t be found</source>
        <translation>找不到 {host}</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/poster.py"/>
        <source>{host} refuses connections</source>
        <translation>{host} 拒绝连接</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/poster.py"/>
        <source>{host} took too long to answer</source>
        <translation>{host} 回应超时</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/poster.py"/>
        <source>{host} closed the connection early</source>
        <translation>{host} 过早关闭了连接</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/poster.py"/>
        <source>the secure connection to {host} can&apos;t be verified</source>
        <translation>无法验证与 {host} 的安全连接</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/poster.py"/>
        <source>the proxy set on this computer did not connect us to {host}</source>
        <translation>这台电脑设置的代理没有把我们连到 {host}</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/poster.py"/>
        <source>{host} is neither this computer nor in a private network, so its address must begin with https</source>
        <translation>{host} 既不是这台电脑，也不在专用网络中，因此地址必须以 https 开头</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/poster.py"/>
        <source>the proxy set on this computer is of a kind that can&apos;t be used</source>
        <translation>这台电脑设置的代理属于无法使用的类型</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/poster.py"/>
        <source>what {host} sent is no answer of a web server</source>
        <translation>{host} 发来的不是网页服务器的回应</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/probe.py"/>
        <source>This provider asked us to wait before the next question. Test the key again in a few minutes.</source>
        <translation>此服务商要求我们稍候再查询。请过几分钟再测试密钥。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/reach.py"/>
        <source>{host} can&apos;t be found. Check the internet connection, and the address of this account.</source>
        <translation>找不到 {host}。请检查网络连接和此账户的地址。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/reach.py"/>
        <source>{host} refuses connections. Its server may be down; check the address of this account.</source>
        <translation>{host} 拒绝连接。它的服务器可能已停机；请检查此账户的地址。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/reach.py"/>
        <source>{host} took too long to answer. We try again by ourselves.</source>
        <translation>{host} 回应超时。会自动重试。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/reach.py"/>
        <source>{host} closed the connection before its answer was complete. We try again by ourselves.</source>
        <translation>{host} 在回应完成前关闭了连接。会自动重试。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/reach.py"/>
        <source>The secure connection to {host} can&apos;t be verified. Check this computer&apos;s clock or your company&apos;s proxy.</source>
        <translation>无法验证与 {host} 的安全连接。请检查这台电脑的时钟或公司的代理。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/reach.py"/>
        <source>What {host} sent is no answer of a web server. Check the address of this account.</source>
        <translation>{host} 发来的不是网页服务器的回应。请检查此账户的地址。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/reach.py"/>
        <source>The proxy set on this computer did not connect us to {host}. Check the proxy settings.</source>
        <translation>这台电脑设置的代理没有把我们连到 {host}。请检查代理设置。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/reach.py"/>
        <source>{host} sent an answer of more than {limit} MB, which can&apos;t be right. Check the address of this account.</source>
        <translation>{host} 的回应超过 {limit} MB，这不正常。请检查此账户的地址。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/reach.py"/>
        <source>{host} sends us on to {target}. Your key is not taken there; check the address of this account.</source>
        <translation>{host} 把我们转到 {target}。你的密钥不会发往那里；请检查此账户的地址。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/reach.py"/>
        <source>The key of this account holds characters that no key has. Replace it.</source>
        <translation>此账户的密钥含有密钥不该有的字符。请更换。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/rebuild.py"/>
        <source>Found on the disk.</source>
        <translation>在磁盘上找到。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/rebuild.py"/>
        <source>“{folder}” is no folder that can be looked into. Choose the one that Outtray saved to.</source>
        <translation>“{folder}”不是可以查看的文件夹。请选择 Outtray 保存文件的文件夹。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/rebuild.py"/>
        <source>No file below “{folder}” says which task it is of. Choose the folder that Outtray saved to; only files that were saved with a description can be brought back.</source>
        <translation>“{folder}”下没有文件说明自己属于哪个任务。请选择 Outtray 保存文件的文件夹；只有保存时带有描述的文件才能找回。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/engine/rebuild.py"/>
        <source>{n} files of tasks on the list were found again.</source>
        <translation><numerusform>重新找到列表中任务的 {n} 个文件。</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/engine/rebuild.py"/>
        <source>{n} files were left out: they are not as saved any more.</source>
        <translation><numerusform>略过 {n} 个文件：它们与保存时不同了。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/engine/rebuild.py"/>
        <source>The folder is too large to be looked through at once. Choose the folders below it one by one.</source>
        <translation>文件夹太大，无法一次查完。请逐个选择其下的文件夹。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/engine/rebuild.py"/>
        <source>{n} tasks are on the list already; no other came back.</source>
        <translation><numerusform>{n} 个任务已在列表中；没有找回其他任务。</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/engine/rebuild.py"/>
        <source>{n} tasks came back, 1 was on the list already.</source>
        <translation><numerusform>找回 {n} 个任务，另有 1 个已在列表中。</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/engine/rebuild.py"/>
        <source>{n} tasks came back, {known} were on the list already.</source>
        <translation><numerusform>找回 {n} 个任务，另有 {known} 个已在列表中。</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/engine/rebuild.py"/>
        <source>{n} tasks came back.</source>
        <translation><numerusform>找回 {n} 个任务。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/engine/relink.py"/>
        <source>Found in a new place.</source>
        <translation>在新位置找到。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/relink.py"/>
        <source>Found in a new place; another program has changed it since it was saved.</source>
        <translation>在新位置找到；保存后被其他程序修改过。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/engine/renaming.py"/>
        <source>{files} and {n} more are no longer where they were saved.</source>
        <translation><numerusform>{files}以及另外 {n} 个文件已不在保存的位置。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/engine/renaming.py"/>
        <source>“{name}” can&apos;t be moved to “{folder}” ({reason}).</source>
        <translation>“{name}”无法移到“{folder}”（{reason}）。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/engine/renaming.py"/>
        <source>{n} more stay where they are.</source>
        <translation><numerusform>另有 {n} 个留在原处。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/engine/renaming.py"/>
        <source>“{file}” is no longer where it was saved.</source>
        <translation>“{file}”已不在保存的位置。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/renaming.py"/>
        <source>{files} are no longer where they were saved.</source>
        <translation>{files}已不在保存的位置。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/renaming.py"/>
        <source>“{name}” stays where it is: another program uses it. Close that, then rename again.</source>
        <translation>“{name}”留在原处：其他程序正在使用它。请关闭该程序，然后再次重命名。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/renaming.py"/>
        <source>“{name}” stays where it is: there is not enough space in “{folder}”.</source>
        <translation>“{name}”留在原处：“{folder}”空间不足。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/engine/renaming.py"/>
        <source>{n} files renamed.</source>
        <translation><numerusform>已重命名 {n} 个文件。</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/engine/renaming.py"/>
        <source>{n} files named as before.</source>
        <translation><numerusform>{n} 个文件已恢复原名。</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/engine/renaming.py"/>
        <source>{done} of {n} files renamed.</source>
        <translation><numerusform>已重命名 {done} / {n} 个文件。</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/engine/renaming.py"/>
        <source>{done} of {n} files named as before.</source>
        <translation><numerusform>{done} / {n} 个文件已恢复原名。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/engine/renaming.py"/>
        <source>“{name}”</source>
        <translation>“{name}”</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/engine/renaming.py"/>
        <source>{n} files had moved on since.</source>
        <translation><numerusform>{n} 个文件此后已移动。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/engine/renaming.py"/>
        <source>“{name}” stays where it is: other programs take each name for it.</source>
        <translation>“{name}”留在原处：可用的名称都被其他程序占用。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/renaming.py"/>
        <source>There is nothing to undo: these files have other names by now, or are no longer on the list.</source>
        <translation>没有可撤销的：这些文件现已改名，或不在列表中。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/renaming.py"/>
        <source>“{name}” was left alone: it is being saved again, or has moved on.</source>
        <translation>“{name}”未改动：正在重新保存，或已移动。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/renaming.py"/>
        <source>There was nothing to rename.</source>
        <translation>没有需要重命名的。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/save_acts.py"/>
        <source>Checking and saving are paused. Links still expire; resume before they do.</source>
        <translation>检查和保存已暂停。链接仍会失效，请在此之前继续。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/save_acts.py"/>
        <source>This task is no longer on the list.</source>
        <translation>此任务已不在列表中。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/save_file.py"/>
        <source>Saved below “{root}”, because its own folder could not take it before its link ended.</source>
        <translation>已保存到“{root}”下，因为它自己的文件夹无法在链接失效前接收。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/save_file.py"/>
        <source>“{name}” could not be cut from it.</source>
        <translation>未能从中切出“{name}”。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/save_file.py"/>
        <source>The same bytes as “{name}”: stored once.</source>
        <translation>与“{name}”内容相同，只存一份。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/signatures.py"/>
        <source>a picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/signatures.py"/>
        <source>a drawing</source>
        <translation>矢量图</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/signatures.py"/>
        <source>a video</source>
        <translation>视频</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/signatures.py"/>
        <source>a sound file</source>
        <translation>音频文件</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/signatures.py"/>
        <source>a 3D model</source>
        <translation>3D 模型</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/signatures.py"/>
        <source>a ZIP archive</source>
        <translation>ZIP 压缩包</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/signatures.py"/>
        <source>a PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/signatures.py"/>
        <source>a web page</source>
        <translation>网页</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/signatures.py"/>
        <source>an XML message</source>
        <translation>XML 消息</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/signatures.py"/>
        <source>a JSON message</source>
        <translation>JSON 消息</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/signatures.py"/>
        <source>plain text</source>
        <translation>纯文本</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/tiles.py"/>
        <source>The grid was not cut: it is no PNG, JPEG or WebP picture.</source>
        <translation>四宫格没有切分：它不是 PNG、JPEG 或 WebP 图片。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/tiles.py"/>
        <source>The grid was not cut: {width} × {height} pixels can&apos;t be halved.</source>
        <translation>四宫格没有切分：{width} × {height} 像素无法平分。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/tiles.py"/>
        <source>The grid was not cut: {width} × {height} pixels are too few for four pictures.</source>
        <translation>四宫格没有切分：{width} × {height} 像素太少，不够四张图片。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/tiles.py"/>
        <source>The grid was not cut: {width} × {height} pixels are too many.</source>
        <translation>四宫格没有切分：{width} × {height} 像素太多。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/tiles.py"/>
        <source>The grid was not cut: a moving picture, or one made for print, can&apos;t be cut without loss.</source>
        <translation>四宫格没有切分：动图或印刷用图无法无损切分。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/tiles.py"/>
        <source>The grid was not cut: its file is no longer where it was saved.</source>
        <translation>四宫格没有切分：文件已不在保存的位置。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/tiles.py"/>
        <source>The grid was not cut: its file may not be read, or another program holds it.</source>
        <translation>四宫格没有切分：文件无法读取，或被其他程序占用。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/tiles.py"/>
        <source>The grid was not cut: the picture could not be read.</source>
        <translation>四宫格没有切分：图片无法读取。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/transfer.py"/>
        <source>it leads from one address to the next without end</source>
        <translation>它从一个地址转到下一个，没有尽头</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/transfer.py"/>
        <source>an empty file</source>
        <translation>空文件</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/trashing.py"/>
        <source>The files are not there any more. Remove takes tasks off the list.</source>
        <translation>文件已不在原处。“移除”可把任务从列表中去掉。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/trashing.py"/>
        <source>Move away what has its name now, or close what uses it, then start Outtray again: it tries once more.</source>
        <translation>移走现在占用该名称的文件，或关闭正在使用它的程序，然后重新启动 Outtray：它会再试一次。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/trashing.py"/>
        <source>“{name}” can&apos;t be moved to the trash: the drive it is on has none, or it is in use. Nothing of its task was moved.</source>
        <translation>“{name}”无法移到废纸篓：它所在的磁盘没有废纸篓，或文件正在使用。该任务的文件都没有移动。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/engine/trashing.py"/>
        <source>{n} files moved to the trash.</source>
        <translation><numerusform>已将 {n} 个文件移到废纸篓。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/engine/trashing.py"/>
        <source>Move away what has its name now, or close what uses it, then choose Undo again.</source>
        <translation>移走现在占用该名称的文件，或关闭正在使用它的程序，然后再次选择“撤销”。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/engine/trashing.py"/>
        <source>{n} files stay: other tasks have them too.</source>
        <translation><numerusform>{n} 个文件留在原处：其他任务也在使用它们。</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/engine/trashing.py"/>
        <source>{n} tasks stay on the list.</source>
        <translation><numerusform>{n} 个任务留在列表中。</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/engine/trashing.py"/>
        <source>{n} files are back from the trash.</source>
        <translation><numerusform>已从废纸篓放回 {n} 个文件。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/engine/trashing.py"/>
        <source>None of these tasks has a saved file of its own. Remove takes tasks off the list.</source>
        <translation>这些任务都没有自己的已保存文件。“移除”可把任务从列表中去掉。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/trashing.py"/>
        <source>Files can be moved to the trash in the window alone. Open Outtray to do that.</source>
        <translation>只有在窗口中才能把文件移到废纸篓。请打开 Outtray 来操作。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/trashing.py"/>
        <source>There is nothing to bring back: these tasks are on the list, or were forgotten when Outtray was closed.</source>
        <translation>没有可恢复的：这些任务在列表中，或在 Outtray 关闭时已被忘记。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/trashing.py"/>
        <source>Then choose Undo again.</source>
        <translation>然后再次选择“撤销”。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/trashing.py"/>
        <source>Nothing was moved to the trash.</source>
        <translation>没有任何文件被移到废纸篓。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/engine/untrashing.py"/>
        <source>{n} files could not be put back. They are in the trash, the first is “{place}”.</source>
        <translation><numerusform>{n} 个文件无法放回。它们在废纸篓里，第一个是“{place}”。</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/engine/untrashing.py"/>
        <source>Take {n} files out of the trash yourself, “{name}” first: the system doesn&apos;t tell where they are in it.</source>
        <translation><numerusform>请自行从废纸篓取出 {n} 个文件，先取“{name}”：系统没有告知它们在其中的位置。</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/engine/untrashing.py"/>
        <source>{n} files are not in the trash any more.</source>
        <translation><numerusform>{n} 个文件已不在废纸篓里。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/engine/update_faults.py"/>
        <source>The connection to {host} broke off. Nothing half is kept; try again.</source>
        <translation>与 {host} 的连接中断了。没有留下不完整的文件；请再试一次。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/update_faults.py"/>
        <source>{host} can&apos;t be reached. Check the internet connection, then try again.</source>
        <translation>无法连接 {host}。请检查网络连接，然后再试。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/update_faults.py"/>
        <source>The file that {host} sent isn&apos;t the one that the update list names, so it was thrown away. Try again later, or on another network.</source>
        <translation>{host} 发来的文件不是更新列表中的那个，已经丢弃。请稍后再试，或换一个网络。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/update_faults.py"/>
        <source>“{name}” was changed or moved after it was downloaded, so it isn&apos;t opened. Download it again.</source>
        <translation>“{name}”在下载后被改动或移走，因此不会打开。请重新下载。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/update_faults.py"/>
        <source>{host} leads to an address where no file of Outtray&apos;s can be. Try again later, or on another network.</source>
        <translation>{host} 转到了不可能有 Outtray 文件的地址。请稍后再试，或换一个网络。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/update_faults.py"/>
        <source>{host} answered with an error (HTTP {status}). Try again later.</source>
        <translation>{host} 返回了错误（HTTP {status}）。请稍后再试。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/update_faults.py"/>
        <source>{host} took too long to answer. Try again later.</source>
        <translation>{host} 太久没有回应。请稍后再试。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/update_faults.py"/>
        <source>There isn&apos;t enough room in “{folder}”: {size} must be free. Make room, then try again.</source>
        <translation>“{folder}”的空间不够：需要 {size} 可用空间。请腾出空间，然后再试。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/update_faults.py"/>
        <source>Nothing can be written to “{folder}”. Allow writing there, then try again.</source>
        <translation>无法写入“{folder}”。请允许写入，然后再试。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/update_faults.py"/>
        <source>What {host} sent can&apos;t be read. Try again later.</source>
        <translation>无法读取 {host} 发来的内容。请稍后再试。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/update_faults.py"/>
        <source>{host} leads to an address that isn&apos;t https, so it isn&apos;t followed. Try again later, or on another network.</source>
        <translation>{host} 转到了不是 https 的地址，因此没有跟随。请稍后再试，或换一个网络。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/updates.py"/>
        <source>This Outtray came with {name}, which also updates it.</source>
        <translation>此 Outtray 随 {name} 提供，也由它更新。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/updates.py"/>
        <source>This Outtray came as a Flatpak, and is updated with the others.</source>
        <translation>此 Outtray 以 Flatpak 方式安装，会与其他 Flatpak 应用一起更新。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/updates.py"/>
        <source>This Outtray runs from its source: whoever put that here updates it.</source>
        <translation>此 Outtray 直接从源代码运行：由放置源代码的人更新。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/upkeep.py"/>
        <source>The day&apos;s copy of the task list can&apos;t be made. {sentence}</source>
        <translation>无法制作今天的任务列表副本。{sentence}</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/verify.py"/>
        <source>a text</source>
        <translation>文本</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/verify.py"/>
        <source>a file</source>
        <translation>文件</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/verify.py"/>
        <source>data of an unknown kind</source>
        <translation>未知类型的数据</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/verify.py"/>
        <source>a cut-off {noun}</source>
        <translation>不完整的{noun}</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/verify.py"/>
        <source>a damaged {noun}</source>
        <translation>损坏的{noun}</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/verify.py"/>
        <source>the result</source>
        <translation>结果</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/verify.py"/>
        <source>a whole one</source>
        <translation>完整的文件</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wakefulness.py"/>
        <source>Saving results</source>
        <translation>正在保存结果</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wakefulness.py"/>
        <source>A result would be lost</source>
        <translation>有结果会丢失</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/watcher.py"/>
        <source>This task has no account that could be asked.</source>
        <translation>此任务没有可查询的账户。</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness.py"/>
        <source>it ends inside its header</source>
        <translation>文件在文件头中断</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness.py"/>
        <source>its header can&apos;t be read</source>
        <translation>文件头无法读取</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_archives.py"/>
        <source>it ends before its table of contents</source>
        <translation>文件在目录表之前中断</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_archives.py"/>
        <source>{n} bytes before its table of contents are missing</source>
        <translation>目录表之前缺少 {n} 字节</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_archives.py"/>
        <source>it has nothing in it</source>
        <translation>里面没有任何内容</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_archives.py"/>
        <source>its table of contents can&apos;t be read</source>
        <translation>目录表无法读取</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_archives.py"/>
        <source>its first file is not a scene</source>
        <translation>第一个文件不是场景</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_archives.py"/>
        <source>it ends before its end mark</source>
        <translation>文件在结束标记之前中断</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_archives.py"/>
        <source>a file in it reaches beyond its end</source>
        <translation>其中一个文件超出了末尾</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_archives.py"/>
        <source>a file in it is not where its table of contents says</source>
        <translation>其中一个文件不在目录表所说的位置</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_archives.py"/>
        <source>it ends before its first file</source>
        <translation>文件在第一个文件之前中断</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_boxes.py"/>
        <source>it ends before its index</source>
        <translation>文件在索引之前中断</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_boxes.py"/>
        <source>it ends before the pictures or sound its index speaks of</source>
        <translation>文件在索引所指的画面或声音之前中断</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_boxes.py"/>
        <source>its last fragment has no pictures or sound</source>
        <translation>最后一个片段没有画面或声音</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_boxes.py"/>
        <source>it ends before the last pictures or sound its index speaks of</source>
        <translation>文件在索引所指的最后画面或声音之前中断</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_boxes.py"/>
        <source>it ends before its description</source>
        <translation>文件在描述之前中断</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_boxes.py"/>
        <source>it ends before its picture data</source>
        <translation>文件在图片数据之前中断</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_boxes.py"/>
        <source>it ends inside the header of its next part</source>
        <translation>文件在下一部分的开头中断</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_fbx.py"/>
        <source>it has more parts than a model can have</source>
        <translation>部分的数量超出模型的可能</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_fbx.py"/>
        <source>it ends before its closing brace</source>
        <translation>文件在右括号之前中断</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_fbx.py"/>
        <source>it ends before its closing record</source>
        <translation>文件在结束记录之前中断</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_fbx.py"/>
        <source>its last part</source>
        <translation>最后一部分</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_fbx.py"/>
        <source>one of its parts ends before it begins</source>
        <translation>其中一部分的结尾在开头之前</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_fbx.py"/>
        <source>it ends inside its footer</source>
        <translation>文件在尾部中断</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_flac.py"/>
        <source>it ends before its first sound</source>
        <translation>文件在第一段声音之前中断</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_flac.py"/>
        <source>no sound follows its metadata</source>
        <translation>元数据之后没有声音</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_flac.py"/>
        <source>its last sound is not complete</source>
        <translation>最后一段声音不完整</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_flac.py"/>
        <source>it does not begin with its description</source>
        <translation>文件不以描述开头</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_flac.py"/>
        <source>its metadata</source>
        <translation>元数据</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_flac.py"/>
        <source>its metadata has no end</source>
        <translation>元数据没有结尾</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_flac.py"/>
        <source>{done} of its {samples} samples came</source>
        <translation>{samples} 个采样只收到 {done} 个</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_matroska.py"/>
        <source>it ends before its first part</source>
        <translation>文件在第一部分之前中断</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_matroska.py"/>
        <source>its header is not followed by a film</source>
        <translation>文件头之后没有影片</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_matroska.py"/>
        <source>it ends before its first pictures or sound</source>
        <translation>文件在第一段画面或声音之前中断</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_matroska.py"/>
        <source>its header</source>
        <translation>文件头</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_models.py"/>
        <source>it ends before its last line, “endsolid”</source>
        <translation>文件在最后一行“endsolid”之前中断</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_models.py"/>
        <source>its header names a version {version} that does not exist</source>
        <translation>文件头所写的版本 {version} 不存在</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_models.py"/>
        <source>its header promises {length} bytes where {size} came</source>
        <translation>文件头标明 {length} 字节，实际收到 {size}</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_models.py"/>
        <source>its scene is longer than the file</source>
        <translation>场景比文件还长</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_models.py"/>
        <source>it does not begin with its scene</source>
        <translation>文件不以场景开头</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_models.py"/>
        <source>its scene can&apos;t be read</source>
        <translation>场景无法读取</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_models.py"/>
        <source>it is no scene, but another kind of JSON</source>
        <translation>它不是场景，而是其他 JSON</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_models.py"/>
        <source>it ends before its first point</source>
        <translation>文件在第一个点之前中断</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_models.py"/>
        <source>its last line stops in its middle</source>
        <translation>最后一行从中间断开</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_models.py"/>
        <source>one of its parts is longer than the file</source>
        <translation>其中一部分比文件还长</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_mpeg.py"/>
        <source>its tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_mpeg.py"/>
        <source>no sound follows its tag</source>
        <translation>标签之后没有声音</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_mpeg.py"/>
        <source>its last {n} bytes of sound are missing</source>
        <translation>缺少最后 {n} 字节的声音</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_mpeg.py"/>
        <source>it ends inside the header of its next sound</source>
        <translation>文件在下一段声音的开头中断</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_pictures.py"/>
        <source>it ends before its closing chunk</source>
        <translation>文件在结束数据块之前中断</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_pictures.py"/>
        <source>it ends before its closing mark</source>
        <translation>文件在结束标记之前中断</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_pictures.py"/>
        <source>its header describes no picture</source>
        <translation>文件头没有描述任何图片</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_pictures.py"/>
        <source>its header is not that of a picture</source>
        <translation>文件头不属于图片</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_pictures.py"/>
        <source>it ends before the end of its picture data</source>
        <translation>文件在图片数据结束之前中断</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_pictures.py"/>
        <source>its directory</source>
        <translation>目录</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_pictures.py"/>
        <source>it ends before its closing tag</source>
        <translation>文件在结束标签之前中断</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_pictures.py"/>
        <source>its last chunk</source>
        <translation>最后一个数据块</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_pictures.py"/>
        <source>it ends without a picture in it</source>
        <translation>文件结束时还没有图片</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_pictures.py"/>
        <source>it ends inside one of its pictures</source>
        <translation>文件在一张图片中间中断</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_pictures.py"/>
        <source>it ends before its directory</source>
        <translation>文件在目录之前中断</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_pictures.py"/>
        <source>it has no picture in it</source>
        <translation>里面没有图片</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_pictures.py"/>
        <source>it goes on with what is no part of a picture</source>
        <translation>后面的内容不属于图片</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_ply.py"/>
        <source>its header promises {due} lines where {came} came</source>
        <translation>文件头标明 {due} 行，实际收到 {came} 行</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_ply.py"/>
        <source>its header has no end</source>
        <translation>文件头没有结尾</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_ply.py"/>
        <source>it ends before its last face</source>
        <translation>文件在最后一个面之前中断</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_sound.py"/>
        <source>it has no sound in it</source>
        <translation>里面没有声音</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_sound.py"/>
        <source>its sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_sound.py"/>
        <source>its last page is not complete</source>
        <translation>最后一页不完整</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_sound.py"/>
        <source>its last page</source>
        <translation>最后一页</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_sound.py"/>
        <source>it ends inside the header of its next page</source>
        <translation>文件在下一页的开头中断</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_sound.py"/>
        <source>it ends before its sound</source>
        <translation>文件在声音之前中断</translation>
    </message>
    <message>
        <location filename="../../desktop/engine/wholeness_view.py"/>
        <source>{part} promises {due} bytes where {came} came</source>
        <translation>{part}标明 {due} 字节，实际收到 {came}</translation>
    </message>
    <message>
        <location filename="../../desktop/first_aid.py"/>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <location filename="../../desktop/first_aid.py"/>
        <source>Previews</source>
        <translation>预览</translation>
    </message>
    <message>
        <location filename="../../desktop/furniture.py"/>
        <source>These are sample tasks in a profile that is thrown away when you close this window.</source>
        <translation>这些是示例任务，所在的配置目录会在关闭此窗口时丢弃。</translation>
    </message>
    <message>
        <location filename="../../desktop/furniture.py"/>
        <source>That failed because of an error inside Outtray. Nothing saved is lost; Help &gt; Diagnostics saves a report.</source>
        <translation>由于 Outtray 内部出错，刚才的操作没有成功。已保存的内容不会丢失；可通过“帮助”&gt;“诊断”保存一份报告。</translation>
    </message>
    <message>
        <location filename="../../desktop/last_resort.py"/>
        <source>Outtray stopped because of an error of its own ({kind}). The log in “{folder}” has it.</source>
        <translation>由于自身出错（{kind}），Outtray 已停止运行。详情见“{folder}”中的日志。</translation>
    </message>
    <message>
        <location filename="../../desktop/providers/addresses.py"/>
        <source>Write it like {address}.</source>
        <translation>写法如 {address}。</translation>
    </message>
    <message>
        <location filename="../../desktop/providers/addresses.py"/>
        <source>The address is empty.</source>
        <translation>地址为空。</translation>
    </message>
    <message>
        <location filename="../../desktop/providers/addresses.py"/>
        <source>Leave the user name and password out of the address; the key is kept separately.</source>
        <translation>地址中不要有用户名和密码；密钥单独保存。</translation>
    </message>
    <message>
        <location filename="../../desktop/providers/addresses.py"/>
        <source>This is not an address of a server.</source>
        <translation>这不是服务器的地址。</translation>
    </message>
    <message>
        <location filename="../../desktop/providers/addresses.py"/>
        <source>The address must begin with https://: with http:// anyone on the way could read your key.</source>
        <translation>地址必须以 https:// 开头：使用 http:// 时，途中任何人都能读取你的密钥。</translation>
    </message>
    <message>
        <location filename="../../desktop/providers/addresses.py"/>
        <source>This address would send your key unencrypted through your network. Use https://, or allow plain http for this account (on the command line: --allow-http).</source>
        <translation>此地址会让你的密钥未加密地通过你的网络。请使用 https://，或允许此账户使用普通 http（命令行：--allow-http）。</translation>
    </message>
    <message>
        <location filename="../../desktop/providers/addresses.py"/>
        <source>The address must begin with https://.</source>
        <translation>地址必须以 https:// 开头。</translation>
    </message>
    <message>
        <location filename="../../desktop/providers/addresses.py"/>
        <source>Leave out what follows “?” or “#” in the address.</source>
        <translation>请去掉地址中“?”或“#”之后的内容。</translation>
    </message>
    <message>
        <location filename="../../desktop/providers/addresses.py"/>
        <source>“{host}” is not an address of a server.</source>
        <translation>“{host}”不是服务器的地址。</translation>
    </message>
    <message>
        <location filename="../../desktop/providers/crun.py"/>
        <source>crun.ai, mainland China</source>
        <translation>crun.ai，中国大陆</translation>
    </message>
    <message>
        <location filename="../../desktop/providers/keys.py"/>
        <source>This is a Tripo client id, which Tripo never accepts as a key. Create an API key that begins with tsk_.</source>
        <translation>这是 Tripo 客户端 ID，Tripo 从不接受它作为密钥。请创建以 tsk_ 开头的 API 密钥。</translation>
    </message>
    <message>
        <location filename="../../desktop/providers/keys.py"/>
        <source>This is a secret for signing webhooks, not an API key. Use the key that begins with tsk_.</source>
        <translation>这是用于签署 Webhook 的密文，不是 API 密钥。请使用以 tsk_ 开头的密钥。</translation>
    </message>
    <message>
        <location filename="../../desktop/providers/midjourney.py"/>
        <source>crazyrouter, East Asia</source>
        <translation>crazyrouter，东亚</translation>
    </message>
    <message>
        <location filename="../../desktop/providers/midjourney.py"/>
        <source>crazyrouter, older address</source>
        <translation>crazyrouter，旧地址</translation>
    </message>
    <message>
        <location filename="../../desktop/providers/probes.py"/>
        <source>It said: “{words}”.</source>
        <translation>它说：“{words}”。</translation>
    </message>
    <message>
        <location filename="../../desktop/providers/probes.py"/>
        <source>{provider} accepts this key.</source>
        <translation>{provider} 接受此密钥。</translation>
    </message>
    <message>
        <location filename="../../desktop/providers/probes.py"/>
        <source>{name} doesn&apos;t accept this key. It may be mistyped, revoked, or for another account.</source>
        <translation>{name} 不接受此密钥。密钥可能有误、已撤销，或属于其他账户。</translation>
    </message>
    <message>
        <location filename="../../desktop/providers/probes.py"/>
        <source>{name} asked us to slow down, so the key could not be tested. Try again in a minute.</source>
        <translation>{name} 要求我们放慢速度，因此无法测试密钥。请一分钟后重试。</translation>
    </message>
    <message>
        <location filename="../../desktop/providers/probes.py"/>
        <source>{name} is under maintenance, so the key could not be tested. Try again later.</source>
        <translation>{name} 正在维护，因此无法测试密钥。请稍后重试。</translation>
    </message>
    <message>
        <location filename="../../desktop/providers/probes.py"/>
        <source>{name} had a problem on its side, so the key could not be tested. Try again later.</source>
        <translation>{name} 出现问题，因此无法测试密钥。请稍后重试。</translation>
    </message>
    <message>
        <location filename="../../desktop/providers/probes.py"/>
        <source>{name} reports that the account is out of credits; the key could not be tested.</source>
        <translation>{name} 报告账户点数已用完，因此无法测试密钥。</translation>
    </message>
    <message>
        <location filename="../../desktop/providers/probes.py"/>
        <source>This address doesn&apos;t answer as it should. Check the address of the account.</source>
        <translation>此地址的回应不正常。请检查账户的地址。</translation>
    </message>
    <message>
        <location filename="../../desktop/providers/replies.py"/>
        <source>a web page: {title}</source>
        <translation>网页：{title}</translation>
    </message>
    <message>
        <location filename="../../desktop/providers/replies.py"/>
        <source>a redirect to {host}</source>
        <translation>转到 {host} 的重定向</translation>
    </message>
    <message>
        <location filename="../../desktop/providers/replies.py"/>
        <source>a redirect</source>
        <translation>重定向</translation>
    </message>
    <message>
        <location filename="../../desktop/providers/replies.py"/>
        <source>an empty answer</source>
        <translation>空回复</translation>
    </message>
    <message>
        <location filename="../../desktop/providers/tripo.py"/>
        <source>Tripo&apos;s keys belong to one region, so try the other region&apos;s address too.</source>
        <translation>Tripo 的密钥只属于一个区域，请也试试另一区域的地址。</translation>
    </message>
    <message>
        <location filename="../../desktop/providers/tripo.py"/>
        <source>Tripo, mainland China</source>
        <translation>Tripo，中国大陆</translation>
    </message>
    <message>
        <location filename="../../desktop/providers/tripo.py"/>
        <source>Tripo V2 (older)</source>
        <translation>Tripo V2（旧版）</translation>
    </message>
    <message>
        <location filename="../../desktop/providers/tripo.py"/>
        <source>Tripo V2 (older), mainland China</source>
        <translation>Tripo V2（旧版），中国大陆</translation>
    </message>
    <message>
        <location filename="../../desktop/providers/tripo.py"/>
        <source>{n} credits are left.</source>
        <translation>剩余 {n} 点。</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/fitness.py"/>
        <source>Qt {version} can show windows ({platform}).</source>
        <translation>Qt {version} 可以显示窗口（{platform}）。</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/fitness.py"/>
        <source>Install Outtray again; until then “outtray watch” works in the terminal.</source>
        <translation>请重新安装 Outtray；在此之前可在终端使用“outtray watch”。</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/fitness.py"/>
        <source>Qt {version} can be loaded, but there is no display for a window here.</source>
        <translation>Qt {version} 可以加载，但此处没有可显示窗口的屏幕。</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/fitness.py"/>
        <source>No window can be shown: the system lacks {libraries}.</source>
        <translation>无法显示窗口：系统缺少 {libraries}。</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/fitness.py"/>
        <source>Qt&apos;s part for this display ({platform}) can&apos;t be used, so no window can be shown.</source>
        <translation>Qt 用于此屏幕的部分（{platform}）无法使用，因此无法显示窗口。</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/fitness.py"/>
        <source>Check QT_QPA_PLATFORM and QT_QPA_PLATFORM_PLUGIN_PATH, and whether the display answers.</source>
        <translation>请检查 QT_QPA_PLATFORM 和 QT_QPA_PLATFORM_PLUGIN_PATH，以及屏幕是否有响应。</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/fitness.py"/>
        <source>The helper that makes previews starts.</source>
        <translation>生成预览的辅助程序可以启动。</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/fitness.py"/>
        <source>The helper that makes previews doesn&apos;t start: {reason}.</source>
        <translation>生成预览的辅助程序无法启动：{reason}。</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/fitness.py"/>
        <source>Results are saved all the same. Install Outtray again to have previews.</source>
        <translation>结果仍会照常保存。要使用预览，请重新安装 Outtray。</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/fitness.py"/>
        <source>Install the packages named in brackets (other systems call them similarly).</source>
        <translation>请安装括号中的软件包（其他系统中的名称相近）。</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/fitness.py"/>
        <source>Qt can&apos;t be loaded, so no window can be shown.</source>
        <translation>无法加载 Qt，因此无法显示窗口。</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/fitness.py"/>
        <source>Pictures of these kinds can&apos;t be shown: {kinds}.</source>
        <translation>无法显示这些类型的图片：{kinds}。</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/fitness.py"/>
        <source>Film, sound or 3D may not be shown: the system lacks {libraries}.</source>
        <translation>可能无法播放视频、声音或显示 3D：系统缺少 {libraries}。</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/fitness.py"/>
        <source>Film and sound can&apos;t be played.</source>
        <translation>无法播放视频和声音。</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/fitness.py"/>
        <source>3D models can&apos;t be shown.</source>
        <translation>无法显示 3D 模型。</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/fitness.py"/>
        <source>Qt (PySide6) is not installed, so no window can be shown.</source>
        <translation>未安装 Qt（PySide6），因此无法显示窗口。</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/fitness.py"/>
        <source>it ended at once</source>
        <translation>立即退出</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/look_words.py"/>
        <source>This file is {size} MB large. Showing it may take a while and much memory.</source>
        <translation>此文件有 {size} MB。显示它可能需要一些时间和大量内存。</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/look_words.py"/>
        <source>Files of this kind cannot be shown here. Open it with another program.</source>
        <translation>此类文件无法在这里显示。请用其他程序打开。</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/look_words.py"/>
        <source>This file wants to open files in other folders, so it is not shown here. Open it with another program.</source>
        <translation>此文件要打开其他文件夹中的文件，因此不在这里显示。请用其他程序打开。</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/look_words.py"/>
        <source>A part of Qt that shows such files is missing on this computer. Open it with another program.</source>
        <translation>这台电脑缺少用于显示此类文件的 Qt 组件。请用其他程序打开。</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/look_words.py"/>
        <source>This file cannot be opened. It may have been moved, or its drive is not connected.</source>
        <translation>此文件无法打开。它可能已被移动，或所在磁盘未连接。</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/look_words.py"/>
        <source>This file took too long to read, so it is not shown here. Open it with another program.</source>
        <translation>读取此文件的时间过长，因此不在这里显示。请用其他程序打开。</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/look_words.py"/>
        <source>The program that looks into files could not be started. Restart Outtray, then try again.</source>
        <translation>用于查看文件的程序无法启动。请重新启动 Outtray，然后重试。</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/look_words.py"/>
        <source>Outtray is closing.</source>
        <translation>Outtray 正在关闭。</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/look_words.py"/>
        <source>This picture cannot be read. The file may be damaged: save it again.</source>
        <translation>此图片无法读取。文件可能已损坏：请再次保存。</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/look_words.py"/>
        <source>This video cannot be read. The file may be damaged: save it again.</source>
        <translation>此视频无法读取。文件可能已损坏：请再次保存。</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/look_words.py"/>
        <source>This sound cannot be read. The file may be damaged: save it again.</source>
        <translation>此音频无法读取。文件可能已损坏：请再次保存。</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/look_words.py"/>
        <source>This model file cannot be read. It may be damaged: save it again.</source>
        <translation>此模型文件无法读取。它可能已损坏：请再次保存。</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/look_words.py"/>
        <source>This file cannot be read. It may be damaged: save it again.</source>
        <translation>此文件无法读取。它可能已损坏：请再次保存。</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/look_words.py"/>
        <source>This picture has too many pixels to be shown here. Open it with another program.</source>
        <translation>此图片的像素太多，无法在这里显示。请用其他程序打开。</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/look_words.py"/>
        <source>This model has too many triangles to be shown here. Open it with another program.</source>
        <translation>此模型的三角面太多，无法在这里显示。请用其他程序打开。</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/look_words.py"/>
        <source>This file needs too much memory to be shown here. Open it with another program.</source>
        <translation>此文件需要的内存太多，无法在这里显示。请用其他程序打开。</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/look_words.py"/>
        <source>This picture cannot be shown here: reading it failed. Open it with another program.</source>
        <translation>此图片无法在这里显示：读取失败。请用其他程序打开。</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/look_words.py"/>
        <source>This video cannot be shown here: reading it failed. Open it with another program.</source>
        <translation>此视频无法在这里显示：读取失败。请用其他程序打开。</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/look_words.py"/>
        <source>This sound cannot be shown here: reading it failed. Open it with another program.</source>
        <translation>此音频无法在这里播放：读取失败。请用其他程序打开。</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/look_words.py"/>
        <source>This model cannot be shown here: reading it failed. Open it with another program.</source>
        <translation>此模型无法在这里显示：读取失败。请用其他程序打开。</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/look_words.py"/>
        <source>This file cannot be shown here: reading it failed. Open it with another program.</source>
        <translation>此文件无法在这里显示：读取失败。请用其他程序打开。</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/sections.py"/>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/sections.py"/>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/sections.py"/>
        <source>Prompt {n}</source>
        <translation>提示词 {n}</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/sections.py"/>
        <source>No date</source>
        <translation>无日期</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/sections.py"/>
        <source>No project</source>
        <translation>无项目</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/sections.py"/>
        <source>No provider</source>
        <translation>无服务商</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/sections.py"/>
        <source>No prompt</source>
        <translation>无提示词</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/spoken.py"/>
        <source>{at} of {count}</source>
        <translation>第 {at} 个，共 {count} 个</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/spoken.py"/>
        <source>{group}, {place}</source>
        <translation>{group}，{place}</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/task_model.py"/>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <location filename="../../desktop/qt/task_model.py"/>
        <source>Loading</source>
        <translation>正在载入</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/checkup.py"/>
        <source>it is no file</source>
        <translation>它不是文件</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/checkup.py"/>
        <source>The task list is damaged.</source>
        <translation>任务列表已损坏。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/checkup.py"/>
        <source>The task list can&apos;t be read: {reason}.</source>
        <translation>无法读取任务列表：{reason}。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/checkup.py"/>
        <source>The settings file is damaged.</source>
        <translation>设置文件已损坏。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/copies.py"/>
        <source>The task list can&apos;t be copied to “{folder}”: {reason}. Make room or make it writable.</source>
        <translation>任务列表无法拷贝到“{folder}”：{reason}。请腾出空间或设为可写。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/files.py"/>
        <source>it is read-only</source>
        <translation>它是只读的</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/files.py"/>
        <source>you may not write there</source>
        <translation>你没有在那里写入的权限</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/files.py"/>
        <source>it does not exist</source>
        <translation>它不存在</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/files.py"/>
        <source>a file is in its place</source>
        <translation>它的位置上有一个文件</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/files.py"/>
        <source>a folder is in the file&apos;s place</source>
        <translation>文件的位置上有一个文件夹</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/files.py"/>
        <source>the file&apos;s name is too long for it</source>
        <translation>文件名对它来说太长</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/files.py"/>
        <source>its links lead in a circle</source>
        <translation>它的链接互相循环</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/files.py"/>
        <source>its drive doesn&apos;t answer</source>
        <translation>它所在的磁盘没有回应</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/files.py"/>
        <source>its drive is not connected</source>
        <translation>它所在的磁盘未连接</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/files.py"/>
        <source>every name for the file is taken</source>
        <translation>所有可用的文件名都被占用</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/files.py"/>
        <source>Allow writing there</source>
        <translation>请允许在那里写入</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/files.py"/>
        <source>Move that file away</source>
        <translation>请移走那个文件</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/files.py"/>
        <source>“{path}” is no path below the folder for saved files.</source>
        <translation>“{path}”不是保存文件夹之内的路径。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/files.py"/>
        <source>“{path}” would leave the folder for saved files through a link.</source>
        <translation>“{path}”会通过链接离开保存文件夹。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/files.py"/>
        <source>it can&apos;t be written</source>
        <translation>无法写入</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/inbox.py"/>
        <source>The inbox “{folder}” is no whole path. Choose the folder in Settings, “Inbox”.</source>
        <translation>收件夹“{folder}”不是完整路径。在“设置”的“收件夹”里选择文件夹。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/inbox.py"/>
        <source>The inbox can&apos;t be in a folder that results are saved to. Choose one of its own in Settings, “Inbox”.</source>
        <translation>收件夹不能在保存结果的文件夹里。在“设置”的“收件夹”里另选一个专用的。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/inbox.py"/>
        <source>“{folder}” holds other files, too. Choose a folder of its own for the inbox in Settings, “Inbox”.</source>
        <translation>“{folder}”里还有其他文件。在“设置”的“收件夹”里选一个专用的文件夹。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/keys.py"/>
        <source>The key is empty. Copy it from the provider&apos;s page and paste it again.</source>
        <translation>密钥为空。请从服务商的页面拷贝，再次粘贴。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/keys.py"/>
        <source>This is too long for a key ({n} characters, at most {most}). Paste the key alone.</source>
        <translation>作为密钥太长（{n} 个字符，最多 {most} 个）。请只粘贴密钥。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/keys.py"/>
        <source>A key has no spaces, line breaks or accented letters. Paste the key alone.</source>
        <translation>密钥没有空格、换行或带重音的字母。请只粘贴密钥。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/keys.py"/>
        <source>The variable {name} fits {handles}, so it is used for neither. Rename one of them.</source>
        <translation>变量 {name} 对应 {handles}，因此都不使用。请给其中一个改名。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/keys.py"/>
        <source>The variable {name} is not used.</source>
        <translation>没有使用变量 {name}。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/login.py"/>
        <source>Starting when you sign in can&apos;t be changed: “{place}” can&apos;t be written ({reason}). Check that you may write there.</source>
        <translation>无法更改登录时启动：“{place}”无法写入（{reason}）。检查你在那里是否有写入权限。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/login.py"/>
        <source>Whether Outtray starts when you sign in can&apos;t be read from “{place}” ({reason}).</source>
        <translation>无法从“{place}”读取 Outtray 是否在登录时启动（{reason}）。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/login_macos.py"/>
        <source>Outtray runs from a disk image or a download. Move it to the Applications folder and open it there first.</source>
        <translation>Outtray 正从磁盘映像或下载位置运行。先把它移到“应用程序”文件夹，再从那里打开。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/paths.py"/>
        <source>Other users may write to “{folder}”, so no profile can be kept there. Choose another folder with --profile.</source>
        <translation>其他用户可以写入“{folder}”，因此不能在那里存放配置目录。请用 --profile 选择其他文件夹。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/paths.py"/>
        <source>“{folder}” is a link, a file or another user&apos;s. Remove it, or choose a shorter path with --profile.</source>
        <translation>“{folder}”是链接、文件或属于其他用户。请移除它，或用 --profile 选择更短的路径。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/paths.py"/>
        <source>the folder “{folder}” belongs to another user</source>
        <translation>文件夹“{folder}”属于其他用户</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/recovery.py"/>
        <source>{day}, {time}</source>
        <translation>{day} {time}</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/recovery.py"/>
        <source>The task list was damaged and there is no copy of it, so it begins empty.</source>
        <translation>任务列表已损坏，且没有副本，因此从空列表开始。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/recovery.py"/>
        <source>The damaged file is kept as “{file}”.</source>
        <translation>损坏的文件保留为“{file}”。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/recovery.py"/>
        <source>The task list was missing and there is no copy of it, so it begins empty.</source>
        <translation>任务列表缺失，且没有副本，因此从空列表开始。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/recovery.py"/>
        <source>Add your tasks again.</source>
        <translation>请再次添加你的任务。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/recovery.py"/>
        <source>The task list in “{parent}” can&apos;t be opened: {reason}. Check that you may write to that folder.</source>
        <translation>无法打开“{parent}”中的任务列表：{reason}。请检查你能否写入该文件夹。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/recovery.py"/>
        <source>The task list and its newest copy can&apos;t be read. Check the disk, then start Outtray again.</source>
        <translation>任务列表及其最新副本无法读取。请检查磁盘，然后重新启动 Outtray。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/recovery.py"/>
        <source>Tasks added after that are missing.</source>
        <translation>此后添加的任务已丢失。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/recovery.py"/>
        <source>The task list was damaged and has been restored from {day}.</source>
        <translation>任务列表已损坏，已从 {day}的副本恢复。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/recovery.py"/>
        <source>The task list was missing and has been restored from {day}.</source>
        <translation>任务列表缺失，已从 {day}的副本恢复。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/secrets.py"/>
        <source>Your keychain didn&apos;t answer in time; it may be waiting for its password. Unlock it, then try again.</source>
        <translation>钥匙串没有及时回应；它可能在等待输入密码。请解锁，然后重试。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/secrets.py"/>
        <source>Your keychain doesn&apos;t give back what it was given. Tick “Use this key for this session only” below the key.</source>
        <translation>你的钥匙串没有交还存入的内容。请勾选密钥下方的“仅在本次运行中使用此密钥”。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/secrets.py"/>
        <source>Your keychain is locked. Unlock it, then try again.</source>
        <translation>钥匙串已锁定。请解锁，然后重试。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/secrets.py"/>
        <source>This system has no keychain that Outtray can use. Tick “Use this key for this session only” below the key.</source>
        <translation>此系统没有 Outtray 可用的钥匙串。请勾选密钥下方的“仅在本次运行中使用此密钥”。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/secrets.py"/>
        <source>Outtray is closing, so no key can be read.</source>
        <translation>Outtray 正在关闭，因此无法读取密钥。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/settings.py"/>
        <source>The settings file was damaged, and there is no copy of it. The defaults are used; connect your accounts again.</source>
        <translation>设置文件已损坏，且没有副本。已使用默认设置；请重新连接账户。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/settings.py"/>
        <source>The settings file was missing; the copy made before the last change is used.</source>
        <translation>设置文件缺失；已使用上次更改前的副本。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/settings.py"/>
        <source>The settings file was missing, and there is no copy of it. The defaults are used; connect your accounts again.</source>
        <translation>设置文件缺失，且没有副本。已使用默认设置；请重新连接账户。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/settings.py"/>
        <source>The settings file was damaged; the copy made before the last change is used.</source>
        <translation>设置文件已损坏；已使用上次更改前的副本。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/settings.py"/>
        <source>The settings in “{path}” can&apos;t be read: {reason}. Check that you may read them.</source>
        <translation>无法读取“{path}”中的设置：{reason}。请检查你是否有读取权限。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/settings.py"/>
        <source>The settings in “{path}” can&apos;t be written: {reason}. Nothing was changed.</source>
        <translation>无法写入“{path}”中的设置：{reason}。没有更改任何内容。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/settings_document.py"/>
        <source>An account in the settings file can&apos;t be read. It stays in the file; connect the account again.</source>
        <translation>设置文件中有一个账户无法读取。它仍留在文件中；请重新连接该账户。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/settings_document.py"/>
        <source>The settings file has no readable [settings] part; the defaults are used.</source>
        <translation>设置文件没有可读取的 [settings] 部分；已使用默认设置。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/settings_document.py"/>
        <source>The setting “{name}” in the settings file can&apos;t be used; the default is used instead.</source>
        <translation>设置文件中的“{name}”无法使用；已改用默认值。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/trouble.py"/>
        <source>The task list is damaged. Start Outtray again: it restores the newest copy by itself.</source>
        <translation>任务列表已损坏。请重新启动 Outtray，它会自动恢复最新副本。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/trouble.py"/>
        <source>The task list can&apos;t be read or written. Start Outtray again; if this stays, look into the log.</source>
        <translation>任务列表无法读写。请重新启动 Outtray；如果仍然如此，请查看日志。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/trouble.py"/>
        <source>The disk that holds the task list is full. Make room, then try again.</source>
        <translation>存放任务列表的磁盘已满。请腾出空间，然后重试。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/trouble.py"/>
        <source>The task list can&apos;t be changed: its folder is read-only. Make it writable, then start Outtray again.</source>
        <translation>任务列表无法更改：它的文件夹是只读的。请设为可写，然后重新启动 Outtray。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/trouble.py"/>
        <source>Another program is using the task list. Close it, then try again.</source>
        <translation>其他程序正在使用任务列表。请关闭该程序，然后重试。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/trouble.py"/>
        <source>The task list can&apos;t be opened. Check that its folder exists and that you may write to it.</source>
        <translation>任务列表无法打开。请检查它的文件夹是否存在、你能否写入。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/trouble.py"/>
        <source>The task list can&apos;t be opened. Check that you may write to its folder.</source>
        <translation>任务列表无法打开。请检查你能否写入它的文件夹。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/trouble.py"/>
        <source>The disk that holds the task list doesn&apos;t work as it should. Check it, then start Outtray again.</source>
        <translation>存放任务列表的磁盘工作不正常。请检查磁盘，然后重新启动 Outtray。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/trouble.py"/>
        <source>The profile folder “{folder}” can&apos;t be used: {reason}. {hint}</source>
        <translation>无法使用配置目录“{folder}”：{reason}。{hint}</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/trouble.py"/>
        <source>Make room on its drive, then try again.</source>
        <translation>请在它所在的磁盘上腾出空间，然后重试。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/trouble.py"/>
        <source>The task list in “{parent}” was written by a newer version of Outtray. Nothing was changed. Install the newer version again, or choose another profile with --profile.</source>
        <translation>“{parent}”中的任务列表由较新版本的 Outtray 写成。没有更改任何内容。请重新安装较新版本，或用 --profile 选择其他配置目录。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/trouble.py"/>
        <source>Outtray is closing. Start it again, then repeat this.</source>
        <translation>Outtray 正在关闭。请重新启动，然后再做一次。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/trouble.py"/>
        <source>Make its drive writable, then try again.</source>
        <translation>请让它所在的磁盘可写，然后重试。</translation>
    </message>
    <message>
        <location filename="../../desktop/storage/trouble.py"/>
        <source>Mend its permissions, or start Outtray with another profile folder.</source>
        <translation>请修正它的权限，或用另一个配置目录启动 Outtray。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/account_menu.py"/>
        <source>Connect another {provider} account…</source>
        <translation>连接另一个 {provider} 账户…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/account_menu.py"/>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/account_menu.py"/>
        <source>Resume “{name}”</source>
        <translation>继续“{name}”</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/account_menu.py"/>
        <source>Pause “{name}”</source>
        <translation>暂停“{name}”</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/act_table.py"/>
        <source>Quick view</source>
        <translation>快速查看</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/act_table.py"/>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/act_table.py"/>
        <source>Open with…</source>
        <translation>打开方式…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/act_table.py"/>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/act_table.py"/>
        <source>Save now</source>
        <translation>立即保存</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/act_table.py"/>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/act_table.py"/>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/act_table.py"/>
        <source>Cancel saving</source>
        <translation>取消保存</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/act_table.py"/>
        <source>Star</source>
        <translation>加星标</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/act_table.py"/>
        <source>Tags…</source>
        <translation>标签…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/act_table.py"/>
        <source>Move to project…</source>
        <translation>移到项目…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/act_table.py"/>
        <source>Archive</source>
        <translation>归档</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/act_table.py"/>
        <source>Find moved files…</source>
        <translation>查找移动的文件…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/act_table.py"/>
        <source>Rename to match…</source>
        <translation>按模板重命名…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/act_table.py"/>
        <source>Copy files</source>
        <translation>拷贝文件</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/act_table.py"/>
        <source>Copy picture</source>
        <translation>拷贝图片</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/act_table.py"/>
        <source>Copy path</source>
        <translation>拷贝路径</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/act_table.py"/>
        <source>Copy text</source>
        <translation>拷贝文本</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/act_table.py"/>
        <source>Copy task id</source>
        <translation>拷贝任务 ID</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/act_table.py"/>
        <source>Contact sheet…</source>
        <translation>样张页…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/act_table.py"/>
        <source>Export as CSV…</source>
        <translation>导出为 CSV…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/act_table.py"/>
        <source>Export as JSON…</source>
        <translation>导出为 JSON…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/act_table.py"/>
        <source>Show the raw reply</source>
        <translation>显示原始回复</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/act_table.py"/>
        <source>Move to Trash…</source>
        <translation>移到废纸篓…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/act_table.py"/>
        <source>Copy</source>
        <translation>拷贝</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/act_table.py"/>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/act_table.py"/>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/act_table.py"/>
        <source>Unstar</source>
        <translation>去除星标</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/act_table.py"/>
        <source>Take out of the archive</source>
        <translation>取消归档</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/act_table.py"/>
        <source>Copy {n} files</source>
        <translation><numerusform>拷贝 {n} 个文件</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/actions.py"/>
        <source>New project…</source>
        <translation>新建项目…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/actions.py"/>
        <source>The file was moved, and found in its new place. Open it from there.</source>
        <translation>文件移动过，已在新位置找到。可从那里打开。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/actions.py"/>
        <source>Move to project</source>
        <translation>移到项目</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/acts.py"/>
        <source>Everything that can be saved is saved.</source>
        <translation>可保存的都已保存。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/acts.py"/>
        <source>Saving of {n} files cancelled.</source>
        <translation><numerusform>已取消保存 {n} 个文件。</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/acts.py"/>
        <source>{n} files will not be saved.</source>
        <translation><numerusform>{n} 个文件将不保存。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/acts.py"/>
        <source>“{name}” is paused. Its results keep their end.</source>
        <translation>“{name}”已暂停。它的结果仍会按期失效。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/acts.py"/>
        <source>“{name}” goes on.</source>
        <translation>“{name}”继续运行。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/acts.py"/>
        <source>Checking {n} tasks.</source>
        <translation><numerusform>正在检查 {n} 个任务。</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/acts.py"/>
        <source>{n} tasks given to “{name}”.</source>
        <translation><numerusform>已将 {n} 个任务交给“{name}”。</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/acts.py"/>
        <source>{n} tasks removed. Files kept in {folder}.</source>
        <translation><numerusform>已移除 {n} 个任务。文件保留在 {folder}。</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/acts.py"/>
        <source>{n} tasks removed.</source>
        <translation><numerusform>已移除 {n} 个任务。</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/acts.py"/>
        <source>Saving {n} tasks again.</source>
        <translation><numerusform>正在重新保存 {n} 个任务。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/acts.py"/>
        <source>Nothing failed to be saved.</source>
        <translation>没有保存失败的任务。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/acts.py"/>
        <source>Saving {n} tasks.</source>
        <translation><numerusform>正在保存 {n} 个任务。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/acts.py"/>
        <source>Checking and saving go on.</source>
        <translation>检查和保存继续进行。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/acts.py"/>
        <source>Nothing is left to check.</source>
        <translation>没有需要检查的了。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/arrivals.py"/>
        <source>Not all was opened: Outtray opens {most} links and files at a time.</source>
        <translation>没有全部打开：Outtray 一次最多打开 {most} 个链接和文件。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/banner.py"/>
        <source>Notice</source>
        <translation>通知</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/banner.py"/>
        <source>Close this notice</source>
        <translation>关闭此通知</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/banner.py"/>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/banner.py"/>
        <source>Diagnostics…</source>
        <translation>诊断…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/banner.py"/>
        <source>Choose folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/bell.py"/>
        <source>Notices, {n} new</source>
        <translation><numerusform>通知，{n} 条新通知</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/bell.py"/>
        <source>Notices</source>
        <translation>通知</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/chip.py"/>
        <source>Clear “{filter}”</source>
        <translation>清除“{filter}”</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/chip.py"/>
        <source>{n} more: type their names into the search</source>
        <translation><numerusform>还有 {n} 项：在搜索中键入名称即可</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/chip.py"/>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/chip.py"/>
        <source>Nothing to choose from</source>
        <translation>没有可选项</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/chip.py"/>
        <source>Counting…</source>
        <translation>正在计数…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/choices.py"/>
        <source>Save {n}</source>
        <translation>保存 {n} 个</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/choices.py"/>
        <source>Save {n} of {all}</source>
        <translation>保存 {all} 个中的 {n} 个</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/choices.py"/>
        <source>Retry {n}</source>
        <translation>重试 {n} 个</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/choices.py"/>
        <source>Retry {n} of {all}</source>
        <translation>重试 {all} 个中的 {n} 个</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/choices.py"/>
        <source>Check {n}</source>
        <translation>检查 {n} 个</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/choices.py"/>
        <source>Check {n} of {all}</source>
        <translation>检查 {all} 个中的 {n} 个</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/choices.py"/>
        <source>Pause {n}</source>
        <translation>暂停 {n} 个</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/choices.py"/>
        <source>Pause {n} of {all}</source>
        <translation>暂停 {all} 个中的 {n} 个</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/choices.py"/>
        <source>Resume {n}</source>
        <translation>继续 {n} 个</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/choices.py"/>
        <source>Resume {n} of {all}</source>
        <translation>继续 {all} 个中的 {n} 个</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/choices.py"/>
        <source>Cancel saving {n}</source>
        <translation>取消保存 {n} 个</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/choices.py"/>
        <source>Cancel saving {n} of {all}</source>
        <translation>取消保存 {all} 个中的 {n} 个</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/choices.py"/>
        <source>Remove {n}</source>
        <translation>移除 {n} 个</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/choices.py"/>
        <source>Remove {n} of {all}</source>
        <translation>移除 {all} 个中的 {n} 个</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/choices.py"/>
        <source>Get a new link and save</source>
        <translation>获取新链接并保存</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/close_guard.py"/>
        <source>{n} results are not saved; one is gone in {span}.</source>
        <translation><numerusform>{n} 个结果尚未保存；其中一个将在 {span}后失效。</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/close_guard.py"/>
        <source>{n} results are not saved.</source>
        <translation><numerusform>{n} 个结果尚未保存。</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/close_guard.py"/>
        <source>{n} results are not saved; one is gone any moment.</source>
        <translation><numerusform>{n} 个结果尚未保存；其中一个随时可能失效。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/close_guard.py"/>
        <source>What is not saved may be deleted by its provider while Outtray is closed.</source>
        <translation>Outtray 关闭期间，服务商可能会删除未保存的结果。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/close_guard.py"/>
        <source>Quit anyway</source>
        <translation>仍要退出</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/close_guard.py"/>
        <source>Save first</source>
        <translation>先保存</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/close_guard.py"/>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/close_guard.py"/>
        <source>{done} of {total} saved. Outtray quits when all are.</source>
        <translation>已保存 {done} / {total}。全部保存后 Outtray 会退出。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/close_guard.py"/>
        <source>{n} results could not be saved. Cancel to see why, try again, or quit anyway.</source>
        <translation><numerusform>{n} 个结果未能保存。可取消以查看原因、重试，或仍要退出。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/close_guard.py"/>
        <source>Keep working in the background?</source>
        <translation>在后台继续运行？</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/close_guard.py"/>
        <source>Tasks are still being watched. Minimised, Outtray goes on saving them. Closing does the same next time.</source>
        <translation>仍有任务在关注中。最小化后，Outtray 会继续保存它们。下次关闭时也会如此。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/close_guard.py"/>
        <source>Minimise</source>
        <translation>最小化</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_list.py"/>
        <source>select a task first</source>
        <translation>先选择一个任务</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_list.py"/>
        <source>for one task at a time</source>
        <translation>一次只能用于一个任务</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_list.py"/>
        <source>does not fit the selected task</source>
        <translation>不适用于所选任务</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_list.py"/>
        <source>fits none of the selected tasks</source>
        <translation>不适用于任何所选任务</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_list.py"/>
        <source>nothing to undo</source>
        <translation>没有可撤销的操作</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_list.py"/>
        <source>Show as: {layout}</source>
        <translation>显示为：{layout}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_list.py"/>
        <source>Settings: {section}</source>
        <translation>设置：{section}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>Selected tasks</source>
        <translation>所选任务</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>In the list</source>
        <translation>在列表中</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>Views</source>
        <translation>视图</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>Saved searches</source>
        <translation>已存储的搜索</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>Projects</source>
        <translation>项目</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>In the quick view</source>
        <translation>在快速查看中</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>Add tasks…</source>
        <translation>添加任务…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>Paste task ids</source>
        <translation>粘贴任务 ID</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>Save this search…</source>
        <translation>保存此搜索…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>Find a command…</source>
        <translation>查找命令…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>Accounts…</source>
        <translation>账户…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>Check all</source>
        <translation>检查全部</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>Pause everything</source>
        <translation>全部暂停</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>Save everything that is not saved</source>
        <translation>保存所有未保存的</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>Retry all that failed</source>
        <translation>重试所有失败的</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>Rebuild from folder…</source>
        <translation>从文件夹重建…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>Costs…</source>
        <translation>费用…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>Export the list…</source>
        <translation>导出列表…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>Client-safe mode</source>
        <translation>客户演示模式</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>Guide</source>
        <translation>指南</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>For scripts…</source>
        <translation>脚本用法…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>Check for updates…</source>
        <translation>检查更新…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>About Outtray</source>
        <translation>关于 Outtray</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>Next pane</source>
        <translation>下一个面板</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>Previous pane</source>
        <translation>上一个面板</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>Clear search</source>
        <translation>清除搜索</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>Open the file, or show the files in their folder</source>
        <translation>打开文件，或在文件夹中显示文件</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>Search: just type</source>
        <translation>搜索：直接键入</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>Go up or down</source>
        <translation>向上或向下</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>Select more</source>
        <translation>扩大选择</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>Go to the first or the last task</source>
        <translation>转到第一个或最后一个任务</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/command_table.py"/>
        <source>Show the menu of the tasks</source>
        <translation>显示任务的菜单</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/contact_sheet.py"/>
        <source>{n} files · {day}</source>
        <translation><numerusform>{n} 个文件 · {day}</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/contact_sheet.py"/>
        <source>Page {n} of {all}</source>
        <translation>第 {n} 页，共 {all} 页</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/copying.py"/>
        <source>{n} files copied.</source>
        <translation><numerusform>已拷贝 {n} 个文件。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/copying.py"/>
        <source>This picture can&apos;t be read, so it isn&apos;t copied. Copy the file instead.</source>
        <translation>此图片无法读取，因此没有拷贝。请改为拷贝文件。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/copying.py"/>
        <source>{n} paths copied.</source>
        <translation><numerusform>已拷贝 {n} 个路径。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/copying.py"/>
        <source>Prompt copied.</source>
        <translation>已拷贝提示词。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/copying.py"/>
        <source>{n} prompts copied.</source>
        <translation><numerusform>已拷贝 {n} 条提示词。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/copying.py"/>
        <source>Text copied.</source>
        <translation>已拷贝文本。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/copying.py"/>
        <source>{n} texts copied.</source>
        <translation><numerusform>已拷贝 {n} 段文本。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/copying.py"/>
        <source>Task id copied.</source>
        <translation>已拷贝任务 ID。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/copying.py"/>
        <source>{n} task ids copied.</source>
        <translation><numerusform>已拷贝 {n} 个任务 ID。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/copying.py"/>
        <source>Picture copied.</source>
        <translation>已拷贝图片。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/details/file_lines.py"/>
        <source>Save it</source>
        <translation>保存它</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/details/file_lines.py"/>
        <source>Don&apos;t save it</source>
        <translation>不保存</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/details/file_lines.py"/>
        <source>{n} files, gone</source>
        <translation><numerusform>{n} 个文件，已失效</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/details/file_lines.py"/>
        <source>Not wanted</source>
        <translation>不需要</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/details/file_lines.py"/>
        <source>{n} files, paused</source>
        <translation><numerusform>{n} 个文件，已暂停</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/details/file_lines.py"/>
        <source>{n} files</source>
        <translation><numerusform>{n} 个文件</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/details/file_lines.py"/>
        <source>Moved</source>
        <translation>已移动</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/details/file_lines.py"/>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/details/file_lines.py"/>
        <source>Paused at {share}</source>
        <translation>暂停于 {share}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/details/files_box.py"/>
        <source>Open {file}</source>
        <translation>打开 {file}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/details/marks.py"/>
        <source>Take the star away</source>
        <translation>取消星标</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/details/marks.py"/>
        <source>Archived: kept out of the list. Its files stay where they are.</source>
        <translation>已归档：不在列表中显示，文件留在原处。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/details/marks.py"/>
        <source>Tag “{tag}”: change the tags</source>
        <translation>标签“{tag}”：更改标签</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/details/marks.py"/>
        <source>{name} ({key})</source>
        <translation>{name}（{key}）</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/details/marks.py"/>
        <source>Change the tags</source>
        <translation>更改标签</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/details/one.py"/>
        <source>Raw reply</source>
        <translation>原始回复</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/details/one.py"/>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/details/one.py"/>
        <source>Expires</source>
        <translation>失效时间</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/details/one.py"/>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/details/one.py"/>
        <source>Details copied.</source>
        <translation>已拷贝详情。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/details/panel.py"/>
        <source>Select a task to see its files and its history.</source>
        <translation>选择一个任务，查看它的文件和历史。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/details/preview.py"/>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/details/preview.py"/>
        <source>Preview of a {kind}</source>
        <translation>{kind}预览</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/details/preview.py"/>
        <source>Play (Space)</source>
        <translation>播放（空格键）</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/details/preview.py"/>
        <source>Preview (Space)</source>
        <translation>预览（空格键）</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/details/problem_box.py"/>
        <source>Copy details</source>
        <translation>拷贝详情</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/details/words.py"/>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/details/words.py"/>
        <source>Timed out</source>
        <translation>超时</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/details/words.py"/>
        <source>Needs an answer</source>
        <translation>等待答复</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/details/words.py"/>
        <source>Not found</source>
        <translation>找不到</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/details/words.py"/>
        <source>{created}, took {time}</source>
        <translation>{created}，用时 {time}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/details/words.py"/>
        <source>{clock}, may be gone any moment</source>
        <translation>{clock}，随时可能失效</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/details/words.py"/>
        <source>{n} tasks selected</source>
        <translation><numerusform>已选择 {n} 个任务</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/details/words.py"/>
        <source>{n} files, {saved} saved, {size}</source>
        <translation><numerusform>{n} 个文件，已保存 {saved} 个，{size}</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/details/words.py"/>
        <source>{state} {time}</source>
        <translation>{state} {time}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/details/words.py"/>
        <source>{clock}, in {time}</source>
        <translation>{clock}，{time}后</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/details/words.py"/>
        <source>Cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/details/words.py"/>
        <source>{amount} ({provider})</source>
        <translation>{amount}（{provider}）</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/details/words.py"/>
        <source>{n} not reported</source>
        <translation>{n} 个未报告</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/details/words.py"/>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialog_desk.py"/>
        <source>{size} freed.</source>
        <translation>已释放 {size}。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/dialog_desk.py"/>
        <source>{n} tasks added.</source>
        <translation><numerusform>已添加 {n} 个任务。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialog_desk.py"/>
        <source>Names of files are hidden while client-safe mode is on.</source>
        <translation>客户演示模式打开时隐藏文件名。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialog_desk.py"/>
        <source>What providers answered is hidden while client-safe mode is on.</source>
        <translation>客户演示模式打开时隐藏服务商的回复。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialog_desk.py"/>
        <source>The guide isn&apos;t part of this installation. Install Outtray again to have it.</source>
        <translation>此安装不包含指南。重新安装 Outtray 即可获得。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialog_desk.py"/>
        <source>The provider&apos;s billing page isn&apos;t known. Look for it on the provider&apos;s own site.</source>
        <translation>不知道此服务商的账单页面。请到服务商的网站查找。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/about.py"/>
        <source>Watches AI-generation tasks by their ids and saves the results before their links die. Keys stay in your system keychain and go to your providers alone.</source>
        <translation>按 ID 关注 AI 生成任务，并在链接失效之前保存结果。密钥保存在系统钥匙串中，只会发送给对应的服务商。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/about.py"/>
        <source>Outtray&apos;s own code is under the MIT licence.</source>
        <translation>Outtray 自身的代码采用 MIT 许可证。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/about.py"/>
        <source>Version {version}.</source>
        <translation>版本 {version}。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/about.py"/>
        <source>Installed and updated by {name}.</source>
        <translation>由 {name} 安装并更新。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/about.py"/>
        <source>This copy as a whole is passed on under the GNU GPL, version 3: it holds Qt Quick 3D.</source>
        <translation>由于包含 Qt Quick 3D，此副本作为整体依照 GNU GPL 第 3 版分发。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/about.py"/>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/about.py"/>
        <source>Licences</source>
        <translation>许可证</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/about.py"/>
        <source>The texts are in the folder “{folder}”.</source>
        <translation>许可证全文位于文件夹“{folder}”中。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/about.py"/>
        <source>Run from its source.</source>
        <translation>从源代码运行。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/about.py"/>
        <source>The portable copy.</source>
        <translation>便携版。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/about.py"/>
        <source>Installed from the Debian package.</source>
        <translation>通过 Debian 软件包安装。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/about.py"/>
        <source>Installed by Flatpak.</source>
        <translation>通过 Flatpak 安装。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/about.py"/>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/about.py"/>
        <source>The list of licences can&apos;t be read: {reason}. Install Outtray again.</source>
        <translation>无法读取许可证列表：{reason}。请重新安装 Outtray。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/account_form.py"/>
        <source>Send the key unencrypted (http) to this address in my own network. Anyone in that network could read it.</source>
        <translation>把密钥不加密地（http）发送到我自己网络中的这个地址。该网络中的任何人都可能读取它。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/account_form.py"/>
        <source>Connect a provider</source>
        <translation>连接服务商</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/account_form.py"/>
        <source>The key is kept in your system keychain and is sent to this address only.</source>
        <translation>密钥保存在系统钥匙串中，只发往此地址。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/account_form.py"/>
        <source>Known addresses</source>
        <translation>已知地址</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/account_form.py"/>
        <source>Reveal</source>
        <translation>显示</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/account_form.py"/>
        <source>Hold to see the key</source>
        <translation>按住可查看密钥</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/account_form.py"/>
        <source>Use this key for this session only: it is forgotten when Outtray quits</source>
        <translation>仅在本次运行中使用此密钥：退出 Outtray 后即忘记</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/account_form.py"/>
        <source>Key is sent as</source>
        <translation>密钥发送方式</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/account_form.py"/>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/account_form.py"/>
        <source>A new address forgets the stored key: give the key again.</source>
        <translation>更改地址会忘记已存储的密钥：请再次提供密钥。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/account_form.py"/>
        <source>Asking…</source>
        <translation>正在查询…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/account_form.py"/>
        <source>Account “{name}”</source>
        <translation>账户“{name}”</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/account_form.py"/>
        <source>Studio</source>
        <translation>工作室</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/account_form.py"/>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/account_form.py"/>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/account_form.py"/>
        <source>{hint} is stored; type a new key to replace it</source>
        <translation>{hint} 已存储；输入新密钥可替换</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/account_form.py"/>
        <source>Paste the key</source>
        <translation>粘贴密钥</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/account_form.py"/>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/account_form.py"/>
        <source>Connect</source>
        <translation>连接</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/account_form.py"/>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/account_form.py"/>
        <source>Give the account a name, such as “Studio”.</source>
        <translation>给账户起个名称，例如“工作室”。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/account_form.py"/>
        <source>Stored</source>
        <translation>已存储</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/account_form.py"/>
        <source>{name}: {address}</source>
        <translation>{name}：{address}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/account_list.py"/>
        <source>Paused: not asked, nothing saved</source>
        <translation>已暂停：不查询，不保存</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/account_list.py"/>
        <source>Key from the environment</source>
        <translation>密钥来自环境变量</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/account_list.py"/>
        <source>Key for this session only</source>
        <translation>密钥仅用于本次运行</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/account_list.py"/>
        <source>No key yet</source>
        <translation>尚无密钥</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/account_list.py"/>
        <source>Accounts</source>
        <translation>账户</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/account_list.py"/>
        <source>Key {hint} in your keychain</source>
        <translation>密钥 {hint} 在钥匙串中</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/account_list.py"/>
        <source>Key in your keychain</source>
        <translation>密钥在钥匙串中</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/accounts.py"/>
        <source>Remove the account “{account} — {provider}”?</source>
        <translation>移除账户“{account} — {provider}”？</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/accounts.py"/>
        <source>Its key is deleted from your keychain. Its tasks stay in the list and say that they need a {provider} key.</source>
        <translation>它的密钥会从钥匙串中删除。它的任务留在列表中，并提示需要 {provider} 密钥。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/accounts.py"/>
        <source>Keys are kept in your system keychain and go to their own provider only.</source>
        <translation>密钥保存在系统钥匙串中，只发往各自的服务商。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/accounts.py"/>
        <source>No provider is connected yet.</source>
        <translation>尚未连接服务商。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/accounts.py"/>
        <source>Remove…</source>
        <translation>移除…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/accounts.py"/>
        <source>Connect a provider…</source>
        <translation>连接服务商…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/accounts.py"/>
        <source>{account}: {sentence}</source>
        <translation>{account}：{sentence}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/accounts.py"/>
        <source>Remove account</source>
        <translation>移除账户</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/dialogs/add_tasks.py"/>
        <source>{key} and {n} more looks like an API key. Keys are never added as tasks.</source>
        <translation><numerusform>{key} 和另外 {n} 个看起来像 API 密钥。密钥不会作为任务添加。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/add_tasks.py"/>
        <source>Paste ids, JSON, a curl command, a log or a link. Drop a file. Nothing is sent before you press Add.</source>
        <translation>粘贴 ID、JSON、curl 命令、日志或链接，也可拖入文件。按下“添加”之前不会发送任何内容。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/add_tasks.py"/>
        <source>{key} looks like an API key. Keys are never added as tasks.</source>
        <translation>{key} 看起来像 API 密钥。密钥不会作为任务添加。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/add_tasks.py"/>
        <source>Add tasks</source>
        <translation>添加任务</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/add_tasks.py"/>
        <source>Store as a key…</source>
        <translation>存储为密钥…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/add_tasks.py"/>
        <source>Show them</source>
        <translation>显示它们</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/add_tasks.py"/>
        <source>the link says so</source>
        <translation>链接这样写明</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/add_tasks.py"/>
        <source>Ids, JSON, a log or links</source>
        <translation>ID、JSON、日志或链接</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/add_tasks.py"/>
        <source>Paste here…</source>
        <translation>在此粘贴…</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/dialogs/add_tasks.py"/>
        <source>Add {n} tasks</source>
        <translation><numerusform>添加 {n} 个任务</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/add_tasks.py"/>
        <source>No ids found in this.</source>
        <translation>其中没有找到 ID。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/dialogs/add_tasks.py"/>
        <source>{n} already tracked.</source>
        <translation><numerusform>{n} 个已在列表中。</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/dialogs/add_tasks.py"/>
        <source>{n} unclear: choose whose they are, or they are left out.</source>
        <translation><numerusform>{n} 个不明确：请选择归属，否则将略过。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/add_tasks.py"/>
        <source>Give the new project a name, or choose “No project”.</source>
        <translation>给新项目起个名称，或选择“无项目”。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/dialogs/brought.py"/>
        <source>From {n} links: whoever made them chose these ids. Add them only if you know them.</source>
        <translation><numerusform>来自 {n} 个链接：这些 ID 由链接的作者选定。只添加你认识的任务。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/brought.py"/>
        <source>From the file “{name}”. Nothing is added before you press Add.</source>
        <translation>来自文件“{name}”。在你按下“添加”之前不会添加任何内容。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/dialogs/brought.py"/>
        <source>From {n} files. Nothing is added before you press Add.</source>
        <translation><numerusform>来自 {n} 个文件。在你按下“添加”之前不会添加任何内容。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/brought.py"/>
        <source>Several accounts have the name it gives.</source>
        <translation>有多个账户使用其中给出的名称。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/brought.py"/>
        <source>The account it names isn&apos;t connected here.</source>
        <translation>其中指定的账户未在此连接。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/clipboard_offer.py"/>
        <source>Look for ids in the clipboard</source>
        <translation>在剪贴板中查找 ID</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/clipboard_offer.py"/>
        <source>The clipboard holds no text to add.</source>
        <translation>剪贴板中没有可添加的文字。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/contact.py"/>
        <source>PDF to print or send</source>
        <translation>用于打印或发送的 PDF</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/contact.py"/>
        <source>Web page in one file (HTML)</source>
        <translation>单个文件的网页（HTML）</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/contact.py"/>
        <source>Table for spreadsheets (CSV)</source>
        <translation>用于电子表格的表格（CSV）</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/dialogs/contact.py"/>
        <source>{n} saved files with size, model, date and checksum.</source>
        <translation><numerusform>{n} 个已保存的文件，附尺寸、模型、日期和校验和。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/contact.py"/>
        <source>Contact sheet</source>
        <translation>样张页</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/contact.py"/>
        <source>With the prompts</source>
        <translation>包含提示词</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/contact.py"/>
        <source>Save the sheet…</source>
        <translation>存储样张页…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/contact.py"/>
        <source>Form</source>
        <translation>格式</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/contact.py"/>
        <source>A contact sheet holds {most} files at most. Select fewer tasks.</source>
        <translation>一份样张页最多容纳 {most} 个文件。请少选一些任务。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/costs.py"/>
        <source>Credits as the providers reported them, of all tasks on the list and in the archive.</source>
        <translation>由服务商报告的点数，包括列表和归档中的所有任务。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/costs.py"/>
        <source>Costs</source>
        <translation>费用</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/costs.py"/>
        <source>No task was created in this period.</source>
        <translation>此期间没有创建任务。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/costs.py"/>
        <source>1 {provider} credit costs</source>
        <translation>1 个 {provider} 点数的价格</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/costs.py"/>
        <source>Sum</source>
        <translation>合计</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/costs.py"/>
        <source>Period</source>
        <translation>期间</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/costs.py"/>
        <source>Chart</source>
        <translation>图表</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/dialogs/costs.py"/>
        <source>{n} tasks reported no cost; they are in no sum.</source>
        <translation><numerusform>{n} 个任务没有报告费用，未计入任何合计。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/costs.py"/>
        <source>Not in the sums of money, for no price is known: {names}.</source>
        <translation>金额合计不含以下项目，因为不知道价格：{names}。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/costs.py"/>
        <source>Currency</source>
        <translation>货币</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/costs.py"/>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/costs.py"/>
        <source>“{text}” is no price. Write a number, like 0.05.</source>
        <translation>“{text}”不是价格。请写一个数字，例如 0.05。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/costs_chart.py"/>
        <source>Chart of costs</source>
        <translation>费用图表</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/costs_chart.py"/>
        <source>Highest: {bar}</source>
        <translation>最高：{bar}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/costs_chart.py"/>
        <source>{name}: {amount} {unit} charged</source>
        <translation>{name}：已扣费 {amount} {unit}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/costs_chart.py"/>
        <source>{amount} of that for tasks that failed</source>
        <translation>其中 {amount} 用于失败的任务</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/costs_chart.py"/>
        <source>{amount} more estimated</source>
        <translation>另估算 {amount}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/costs_chart.py"/>
        <source>No cost was reported for this period.</source>
        <translation>此期间没有报告费用。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/costs_chart.py"/>
        <source>Charged</source>
        <translation>已扣费</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/costs_chart.py"/>
        <source>Failed but charged</source>
        <translation>失败但已扣费</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/costs_chart.py"/>
        <source>Estimated only</source>
        <translation>仅为估算</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/costs_sums.py"/>
        <source>Last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/costs_sums.py"/>
        <source>Last 30 days</source>
        <translation>最近 30 天</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/costs_sums.py"/>
        <source>Last 12 months</source>
        <translation>最近 12 个月</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/costs_sums.py"/>
        <source>All time</source>
        <translation>全部时间</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/costs_sums.py"/>
        <source>By day</source>
        <translation>按日</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/costs_sums.py"/>
        <source>By project</source>
        <translation>按项目</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/costs_sums.py"/>
        <source>By provider</source>
        <translation>按服务商</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/costs_sums.py"/>
        <source>By model</source>
        <translation>按模型</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/costs_sums.py"/>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/costs_sums.py"/>
        <source>credits</source>
        <translation>点数</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/costs_sums.py"/>
        <source>Tasks</source>
        <translation>任务</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/costs_sums.py"/>
        <source>Not reported</source>
        <translation>未报告</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/costs_sums.py"/>
        <source>Charged in {currency}</source>
        <translation>以 {currency} 计的扣费</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/costs_sums.py"/>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/costs_sums.py"/>
        <source>Tasks that reported no cost</source>
        <translation>没有报告费用的任务</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/costs_sums.py"/>
        <source>{provider} {unit}</source>
        <translation>{provider} {unit}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/costs_sums.py"/>
        <source>Model not known</source>
        <translation>未知模型</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/costs_sums.py"/>
        <source>Sum in money</source>
        <translation>金额合计</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/diagnostics.py"/>
        <source>Looks at this installation. Nothing is changed, and no key is sent anywhere.</source>
        <translation>检查此安装。不会更改任何内容，也不会把密钥发送到任何地方。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/diagnostics.py"/>
        <source>Everything that was checked works.</source>
        <translation>所检查的各项均正常。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/diagnostics.py"/>
        <source>Your keychain may ask for its password.</source>
        <translation>钥匙串可能会要求输入密码。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/diagnostics.py"/>
        <source>Diagnostics</source>
        <translation>诊断</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/diagnostics.py"/>
        <source>Include titles and prompts of the newest tasks</source>
        <translation>包含最新任务的标题和提示词</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/diagnostics.py"/>
        <source>Save a report…</source>
        <translation>保存报告…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/diagnostics.py"/>
        <source>Check again</source>
        <translation>再次检查</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/diagnostics.py"/>
        <source>Checking…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/diagnostics.py"/>
        <source>Taking keys and names out…</source>
        <translation>正在去除密钥和名称…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/diagnostics.py"/>
        <source>Save a report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/diagnostics.py"/>
        <source>Saved as “{path}”. Look into it before you send it.</source>
        <translation>已保存为“{path}”。发送前请先查看其内容。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/dialogs/diagnostics.py"/>
        <source>{n} checks found trouble.</source>
        <translation><numerusform>{n} 项检查发现故障。</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/dialogs/diagnostics.py"/>
        <source>No trouble was found; {n} checks have a note.</source>
        <translation><numerusform>未发现故障；{n} 项检查有提示。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/diagnostics.py"/>
        <source>Copied.</source>
        <translation>已拷贝。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/diagnostics.py"/>
        <source>The report can&apos;t be saved: {reason}. Choose another place.</source>
        <translation>无法保存报告：{reason}。请选择其他位置。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/finding_rows.py"/>
        <source>What was found</source>
        <translation>检查结果</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/finding_rows.py"/>
        <source>{title}, checking…</source>
        <translation>{title}，正在检查…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/folder_field.py"/>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/folder_field.py"/>
        <source>Choose: {name}</source>
        <translation>选择：{name}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/folder_field.py"/>
        <source>{name}: give the whole path, or choose it.</source>
        <translation>{name}：请给出完整路径，或点按选择。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/intake_table.py"/>
        <source>Taken for</source>
        <translation>识别为</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/intake_table.py"/>
        <source>Because</source>
        <translation>依据</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/intake_table.py"/>
        <source>New</source>
        <translation>新</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/intake_table.py"/>
        <source>Tracked already</source>
        <translation>已在列表中</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/intake_table.py"/>
        <source>Unclear</source>
        <translation>不明确</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/intake_table.py"/>
        <source>Whose is it?</source>
        <translation>属于谁？</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/intake_table.py"/>
        <source>{providers}?</source>
        <translation>{providers}？</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/intake_table.py"/>
        <source>{provider} · no account yet</source>
        <translation>{provider} · 尚无账户</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/intake_table.py"/>
        <source>Ids found</source>
        <translation>找到的 ID</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/intake_table.py"/>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/names_table.py"/>
        <source>Now</source>
        <translation>当前名称</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/names_table.py"/>
        <source>New name</source>
        <translation>新名称</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/names_table.py"/>
        <source>{title}, not saved yet</source>
        <translation>{title}，尚未保存</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/names_table.py"/>
        <source>Names now and new names</source>
        <translation>当前名称和新名称</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/names_table.py"/>
        <source>A result</source>
        <translation>一个结果</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/dialogs/new_project.py"/>
        <source>{n} tasks are moved to it. Saved files stay where they are.</source>
        <translation><numerusform>{n} 个任务将移入其中。已保存的文件留在原处。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/new_project.py"/>
        <source>New project</source>
        <translation>新建项目</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/new_project.py"/>
        <source>Name of the new project</source>
        <translation>新项目的名称</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/new_project.py"/>
        <source>Name of the project</source>
        <translation>项目名称</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/not_opened.py"/>
        <source>Not opened</source>
        <translation>未打开</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/dialogs/not_opened.py"/>
        <source>{n} more were not opened.</source>
        <translation><numerusform>另有 {n} 项未打开。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/pasted_files.py"/>
        <source>“{name}” holds no text. Outtray looks for ids in .txt, .csv, .json and .log files.</source>
        <translation>“{name}”不含文本。Outtray 在 .txt、.csv、.json 和 .log 文件中查找 ID。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/pasted_files.py"/>
        <source>“{name}” is no file that can be read. Paste its text instead.</source>
        <translation>“{name}”不是可以读取的文件。改为粘贴其文本。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/pasted_files.py"/>
        <source>“{name}” is larger than 5 MB. Cut out the part with the ids and paste that.</source>
        <translation>“{name}”大于 5 MB。请截取含有 ID 的部分再粘贴。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/pasted_files.py"/>
        <source>“{name}” can&apos;t be read ({reason}). Paste its text instead.</source>
        <translation>“{name}”无法读取（{reason}）。请改为粘贴其中的文字。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/pickers.py"/>
        <source>Blue</source>
        <translation>蓝色</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/pickers.py"/>
        <source>Orange</source>
        <translation>橙色</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/pickers.py"/>
        <source>Green</source>
        <translation>绿色</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/pickers.py"/>
        <source>Purple</source>
        <translation>紫色</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/pickers.py"/>
        <source>Red</source>
        <translation>红色</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/pickers.py"/>
        <source>Teal</source>
        <translation>青色</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/pickers.py"/>
        <source>Pink</source>
        <translation>粉色</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/pickers.py"/>
        <source>Grey</source>
        <translation>灰色</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/project_choice.py"/>
        <source>Project: none</source>
        <translation>项目：无</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/project_choice.py"/>
        <source>Project:</source>
        <translation>项目：</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/project_choice.py"/>
        <source>Project: {project}</source>
        <translation>项目：{project}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/raw_reply.py"/>
        <source>The provider&apos;s last answer about this task, without keys.</source>
        <translation>服务商关于此任务的最近一次回复，不含密钥。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/raw_reply.py"/>
        <source>No reply has come yet.</source>
        <translation>尚未收到回复。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/rename.py"/>
        <source>Files are moved below the folder for results where the template makes folders. Undo gives them their names back.</source>
        <translation>模板含有文件夹时，文件会移到结果文件夹下的相应位置。撤销可恢复原名。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/rename.py"/>
        <source>Rename to match</source>
        <translation>按模板重命名</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/rename.py"/>
        <source>Reading the names…</source>
        <translation>正在读取名称…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/rename.py"/>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/rename.py"/>
        <source>These files have the names that the settings make of them already.</source>
        <translation>这些文件已经是按设置命名的。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/rename.py"/>
        <source>None of these files can have its new name.</source>
        <translation>这些文件都无法使用新名称。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/dialogs/rename.py"/>
        <source>Rename {n} files</source>
        <translation><numerusform>重命名 {n} 个文件</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/dialogs/rename.py"/>
        <source>{n} files can&apos;t have the new name; the table says why.</source>
        <translation><numerusform>{n} 个文件无法使用新名称；原因见表格。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/rename.py"/>
        <source>The new names can&apos;t be told.</source>
        <translation>无法得出新名称。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/rescue.py"/>
        <source>{title} · {provider}</source>
        <translation>{title} · {provider}</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/dialogs/rescue.py"/>
        <source>Saved now ({n})</source>
        <translation><numerusform>现已保存（{n}）</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/dialogs/rescue.py"/>
        <source>Saved by new links ({n})</source>
        <translation><numerusform>通过新链接保存（{n}）</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/dialogs/rescue.py"/>
        <source>Gone ({n})</source>
        <translation><numerusform>已失效（{n}）</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/dialogs/rescue.py"/>
        <source>Not saved yet ({n})</source>
        <translation><numerusform>尚未保存（{n}）</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/rescue.py"/>
        <source>What happened</source>
        <translation>发生了什么</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/rescue.py"/>
        <source>While you were away</source>
        <translation>你离开期间</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/rescue.py"/>
        <source>Show all in the list</source>
        <translation>在列表中全部显示</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/scripts.py"/>
        <source>Lines to copy into scripts. They reach the Outtray that is running, or write the list while none is.</source>
        <translation>可拷贝到脚本里的命令。它们会交给正在运行的 Outtray；没有运行时直接写入列表。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/scripts.py"/>
        <source>The exit code is 0 when every id is on the list, 1 when one is unclear or nothing was found. Remarks come on standard error. With --json the answer is a list with an entry for each id.</source>
        <translation>每个 ID 都在列表中时退出码为 0；有不清楚的或什么都没找到时为 1。说明写到标准错误。加 --json 时，输出是每个 ID 一项的列表。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/scripts.py"/>
        <source>For scripts</source>
        <translation>脚本用法</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/scripts.py"/>
        <source>Choose the inbox…</source>
        <translation>选择收件夹…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/scripts.py"/>
        <source>Copy: {name}</source>
        <translation>拷贝：{name}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/scripts.py"/>
        <source>Copied: {name}</source>
        <translation>已拷贝：{name}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/search_name.py"/>
        <source>It is shown in the side bar under this name.</source>
        <translation>它将以此名称显示在边栏中。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/search_name.py"/>
        <source>Name of the search</source>
        <translation>搜索的名称</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/search_name.py"/>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/search_name.py"/>
        <source>There is a search of this name. Saving puts the new one in its place.</source>
        <translation>已有同名搜索。保存后将以新的取代它。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/search_name.py"/>
        <source>There is a search of this name. Choose another name.</source>
        <translation>已有同名搜索。换一个名称。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/accents.py"/>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/accents.py"/>
        <source>Amber</source>
        <translation>琥珀色</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/accents.py"/>
        <source>Violet</source>
        <translation>紫罗兰色</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/accents.py"/>
        <source>Accent: {name}</source>
        <translation>强调色：{name}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/accents.py"/>
        <source>“{text}” is no colour. Write it as #RRGGBB, for example #6D28D9.</source>
        <translation>“{text}”不是颜色。请写成 #RRGGBB，例如 #6D28D9。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/accents.py"/>
        <source>Another accent, as #RRGGBB</source>
        <translation>其他强调色，格式为 #RRGGBB</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/after.py"/>
        <source>All other tasks</source>
        <translation>所有其他任务</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/after.py"/>
        <source>{path} {paths} {folder} {title} {task} {project} are filled in. No shell runs it.</source>
        <translation>{path} {paths} {folder} {title} {task} {project} 会被填入。不经过 shell 运行。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/after.py"/>
        <source>The webhook&apos;s address must begin with https:// and name a host.</source>
        <translation>Webhook 地址必须以 https:// 开头，并指明主机。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/after.py"/>
        <source>Rules of its own for this project</source>
        <translation>此项目使用自己的规则</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/after.py"/>
        <source>Send files to Eagle</source>
        <translation>把文件发送到 Eagle</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/after.py"/>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/after.py"/>
        <source>Copy to</source>
        <translation>拷贝到</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/after.py"/>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/after.py"/>
        <source>Webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/after.py"/>
        <source>Projects with rules</source>
        <translation>有规则的项目</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/after.py"/>
        <source>Folder for the project</source>
        <translation>项目的文件夹</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/after.py"/>
        <source>As for all results</source>
        <translation>与所有结果相同</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/after.py"/>
        <source>Copy files to</source>
        <translation>文件拷贝到</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/after.py"/>
        <source>No copy</source>
        <translation>不拷贝</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/after.py"/>
        <source>No command</source>
        <translation>无命令</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/after.py"/>
        <source>Webhook address</source>
        <translation>Webhook 地址</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/after.py"/>
        <source>A quote in the command is never closed. Add the one that ends it.</source>
        <translation>命令中有一个引号没有闭合。请补上结束的引号。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/arguments_view.py"/>
        <source>Program {program}, arguments: {arguments}</source>
        <translation>程序 {program}，参数：{arguments}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/arguments_view.py"/>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/describing.py"/>
        <source>Write a description beside each file</source>
        <translation>在每个文件旁写入描述</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/describing.py"/>
        <source>Write tags into PNG pictures</source>
        <translation>在 PNG 图片中写入标签</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/describing.py"/>
        <source>Date files by when their task was finished</source>
        <translation>以任务完成时间作为文件日期</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/describing.py"/>
        <source>With descriptions or tags, “Rebuild from folder…” brings a lost list back from the files.</source>
        <translation>有了描述或标签，“从文件夹重建…”可从文件找回丢失的列表。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/describing.py"/>
        <source>“fox.png.json” holds prompt, model, ids, credits and times: never a key, never a signed link.</source>
        <translation>“fox.png.json”包含提示词、模型、ID、点数和时间：绝不包含密钥或签名链接。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/describing.py"/>
        <source>Only where that loses nothing: what a picture holds already stays, and signed pictures are left alone.</source>
        <translation>仅在不损失任何内容时写入：图片已有的信息保留，带签名的图片不改动。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/describing.py"/>
        <source>Else by when they were saved.</source>
        <translation>否则以保存时间为准。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/inbox.py"/>
        <source>Open it</source>
        <translation>打开</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/inbox.py"/>
        <source>Open the inbox folder</source>
        <translation>打开收件夹</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/inbox.py"/>
        <source>Inbox</source>
        <translation>收件夹</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/inbox.py"/>
        <source>Tasks are added from each text file that comes into this folder: .txt, .json, .csv or .log. The file then moves to “done” in it, or to “failed” with a text that says why. Leave the field empty for no inbox.</source>
        <translation>放进此文件夹的文本文件（.txt、.json、.csv 或 .log）会自动添加成任务。之后文件移到其中的“done”，或移到“failed”并附上原因。留空表示不用收件夹。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/inbox.py"/>
        <source>Scripts write a file under another ending, such as .tmp, and rename it when it is whole.</source>
        <translation>脚本写文件时，先用别的扩展名（如 .tmp），写完再改名。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/inbox.py"/>
        <source>Inbox folder</source>
        <translation>收件夹的位置</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/inbox.py"/>
        <source>Off</source>
        <translation>关闭</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/dialogs/settings/inbox.py"/>
        <source>{n} text files are in this folder already. They are taken and moved, too.</source>
        <translation><numerusform>此文件夹里已有 {n} 个文本文件，它们也会被取用并移走。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/inbox.py"/>
        <source>Choose another folder.</source>
        <translation>选择其他文件夹。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/keeping.py"/>
        <source>Empty now</source>
        <translation>立即清空</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/keeping.py"/>
        <source>Empty the cache of thumbnails now</source>
        <translation>立即清空缩略图缓存</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/keeping.py"/>
        <source>Thumbnails</source>
        <translation>缩略图</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/keeping.py"/>
        <source>They are made again when they are needed. Your results are never touched.</source>
        <translation>需要时会重新生成。绝不触及你的结果。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/keeping.py"/>
        <source>The archive is a view in the side bar. Files stay where they are.</source>
        <translation>归档是边栏中的一个视图。文件留在原处。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/keeping.py"/>
        <source>Most room for thumbnails, in MB</source>
        <translation>缩略图最多占用空间（MB）</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/dialogs/settings/keeping.py"/>
        <source>after {n} days</source>
        <translation><numerusform>{n} 天后</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/keeping.py"/>
        <source>never</source>
        <translation>从不</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/keeping.py"/>
        <source>Archive what is saved</source>
        <translation>归档已保存的任务</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/keeping.py"/>
        <source>at most</source>
        <translation>最多</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/keeping.py"/>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/keeping.py"/>
        <source>What is saved goes to the archive</source>
        <translation>已保存的任务会归档</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/look.py"/>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/look.py"/>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/look.py"/>
        <source>Normal</source>
        <translation>正常</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/look.py"/>
        <source>High</source>
        <translation>高</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/look.py"/>
        <source>Full</source>
        <translation>完整</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/look.py"/>
        <source>Reduced</source>
        <translation>减弱</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/look.py"/>
        <source>Small</source>
        <translation>小</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/look.py"/>
        <source>Medium</source>
        <translation>中</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/look.py"/>
        <source>Large</source>
        <translation>大</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/look.py"/>
        <source>Very large</source>
        <translation>特大</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/look.py"/>
        <source>Compact rows</source>
        <translation>紧凑行</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/look.py"/>
        <source>Client-safe: hide prompts, costs and account names</source>
        <translation>客户演示：隐藏提示词、费用和账户名称</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/look.py"/>
        <source>Colours</source>
        <translation>外观</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/look.py"/>
        <source>Contrast</source>
        <translation>对比度</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/look.py"/>
        <source>Accent</source>
        <translation>强调色</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/look.py"/>
        <source>It is made lighter or darker where that is needed to read words on it.</source>
        <translation>为了看清其上的文字，必要时会调亮或调暗。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/look.py"/>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/look.py"/>
        <source>Movement</source>
        <translation>动效</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/look.py"/>
        <source>List</source>
        <translation>列表</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/look.py"/>
        <source>Grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/look.py"/>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/look.py"/>
        <source>Another language is spoken from the next start on.</source>
        <translation>下次启动后使用新语言。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/look.py"/>
        <source>Privacy</source>
        <translation>隐私</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/look.py"/>
        <source>For showing your screen to others. Ctrl+Shift+H turns it on and off anywhere.</source>
        <translation>适合向他人展示屏幕时使用。Ctrl+Shift+H 可随时开关。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/look.py"/>
        <source>Size of pictures in the grid</source>
        <translation>网格中图片的大小</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/names.py"/>
        <source>A [piece in brackets] is left out where a token in it is empty. {title|prompt:40} takes the first that is known. :slug, :upper and :lower change letters, as in {title:slug}.</source>
        <translation>[方括号中的部分] 在其中有标记为空时略去。{title|prompt:40} 取第一个已知的内容。:slug、:upper 和 :lower 改变字母，例如 {title:slug}。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/names.py"/>
        <source>Examples stand here once there is a task with files.</source>
        <translation>有了带文件的任务后，这里会显示示例。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/names.py"/>
        <source>Files of several tasks get the same name; a number is added.</source>
        <translation>几个任务的文件会同名；将加上编号。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/names.py"/>
        <source>Use default</source>
        <translation>使用默认</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/names.py"/>
        <source>Use the default file names</source>
        <translation>使用默认文件名</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/names.py"/>
        <source>File names</source>
        <translation>文件名</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/notices.py"/>
        <source>Results were saved</source>
        <translation>结果已保存</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/notices.py"/>
        <source>A generation or a saving failed</source>
        <translation>生成或保存失败</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/notices.py"/>
        <source>Something needs you: a key, the disk, a result about to be gone</source>
        <translation>有事需要你处理：密钥、磁盘、即将失效的结果</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/notices.py"/>
        <source>Show Outtray in the menu bar</source>
        <translation>在菜单栏显示 Outtray</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/notices.py"/>
        <source>Show Outtray in the tray</source>
        <translation>在托盘显示 Outtray</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/notices.py"/>
        <source>Notices come while the window is not in front, together where many things happen at once.</source>
        <translation>窗口不在最前时才会通知；同时发生许多事情时会合并。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/notices.py"/>
        <source>Quiet hours</source>
        <translation>勿扰时段</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/notices.py"/>
        <source>Nothing is announced then; it waits in the window. Leave both empty for no quiet hours.</source>
        <translation>此时段内不发通知，而是在窗口中等候。两者都留空则没有勿扰时段。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/notices.py"/>
        <source>Tray</source>
        <translation>托盘</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/notices.py"/>
        <source>Closing the window then leaves Outtray at work in the background.</source>
        <translation>关闭窗口后，Outtray 仍在后台工作。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/notices.py"/>
        <source>Quiet hours: write times as 22:00.</source>
        <translation>勿扰时段：时间请写成 22:00。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/notices.py"/>
        <source>Quiet hours need both times, or none.</source>
        <translation>勿扰时段需要两个时间，或都不填。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/notices.py"/>
        <source>Quiet from, as hours and minutes</source>
        <translation>勿扰开始，小时和分钟</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/notices.py"/>
        <source>Quiet until, as hours and minutes</source>
        <translation>勿扰结束，小时和分钟</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/notices.py"/>
        <source>from</source>
        <translation>从</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/notices.py"/>
        <source>until</source>
        <translation>到</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/notices.py"/>
        <source>Tell me when</source>
        <translation>通知我</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/parts.py"/>
        <source>Save Suno&apos;s original first, crun.ai&apos;s copy only where that can&apos;t be had</source>
        <translation>先保存 Suno 的原件，仅在无法获得时才保存 crun.ai 的副本</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/parts.py"/>
        <source>What is ticked is saved. A file that is left out can still be saved from a task&apos;s details.</source>
        <translation>勾选的会保存。未勾选的文件仍可在任务的详细信息中保存。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/parts.py"/>
        <source>{system}: {files}</source>
        <translation>{system}：{files}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/saving.py"/>
        <source>No limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/saving.py"/>
        <source>Takes results that are about to be gone while their own folder can&apos;t.</source>
        <translation>结果即将失效而自己的文件夹无法接收时，存到这里。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/saving.py"/>
        <source>Save results as soon as they are finished</source>
        <translation>结果完成后立即保存</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/saving.py"/>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/saving.py"/>
        <source>Fallback</source>
        <translation>备用</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/saving.py"/>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/saving.py"/>
        <source>Both apply at once, also to saves under way.</source>
        <translation>两项立即生效，也适用于进行中的保存。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/saving.py"/>
        <source>Leave free</source>
        <translation>预留</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/saving.py"/>
        <source>Speed limit over all files, in MB/s</source>
        <translation>所有文件的速度上限，MB/s</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/saving.py"/>
        <source>Folder for results</source>
        <translation>结果文件夹</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/saving.py"/>
        <source>Fallback folder</source>
        <translation>备用文件夹</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/saving.py"/>
        <source>In Outtray&apos;s own folder</source>
        <translation>在 Outtray 自己的文件夹中</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/saving.py"/>
        <source>Files saved at a time</source>
        <translation>同时保存的文件数</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/saving.py"/>
        <source>Space to leave free, in MB</source>
        <translation>预留空间（MB）</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/saving.py"/>
        <source>at a time, at most</source>
        <translation>同时最多</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/saving.py"/>
        <source>MB/s in all</source>
        <translation>MB/s 总速度</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/saving.py"/>
        <source>Folder for {provider}</source>
        <translation>{provider} 的文件夹</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/saving.py"/>
        <source>In the folder for results</source>
        <translation>在结果文件夹中</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/saving.py"/>
        <source>MB on the disk</source>
        <translation>MB 磁盘空间</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/sections.py"/>
        <source>Saving files</source>
        <translation>保存</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/sections.py"/>
        <source>Names</source>
        <translation>名称</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/sections.py"/>
        <source>Parts</source>
        <translation>部分</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/sections.py"/>
        <source>Describing</source>
        <translation>描述</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/sections.py"/>
        <source>After saving</source>
        <translation>保存后</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/sections.py"/>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/sections.py"/>
        <source>Start and updates</source>
        <translation>启动与更新</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/sections.py"/>
        <source>Storage</source>
        <translation>存储</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/sheet.py"/>
        <source>Sections</source>
        <translation>分区</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/sheet.py"/>
        <source>Find a setting</source>
        <translation>查找设置</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/sheet.py"/>
        <source>No setting says “{text}”.</source>
        <translation>没有设置提到“{text}”。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/dialogs/settings/sheet.py"/>
        <source>found in {n} sections</source>
        <translation><numerusform>在 {n} 个分区中找到</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/starting.py"/>
        <source>Start Outtray when you sign in</source>
        <translation>登录时启动 Outtray</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/starting.py"/>
        <source>Look for updates once a day</source>
        <translation>每天检查一次更新</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/starting.py"/>
        <source>Updates</source>
        <translation>更新</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/starting.py"/>
        <source>Sign-in</source>
        <translation>登录</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/starting.py"/>
        <source>At login it starts out of sight and goes on watching and saving.</source>
        <translation>登录后，它会在后台启动，继续关注任务并保存结果。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/starting.py"/>
        <source>Asks {host} for a signed list and tells it nothing of you. Nothing is installed by itself.</source>
        <translation>向 {host} 获取带签名的列表，不透露任何关于你的信息。不会自动安装任何东西。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/tokens.py"/>
        <source>The task&apos;s title</source>
        <translation>任务的标题</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/tokens.py"/>
        <source>The first 40 characters of the prompt</source>
        <translation>提示词的前 40 个字符</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/tokens.py"/>
        <source>The project</source>
        <translation>项目</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/tokens.py"/>
        <source>The day it was finished; {date:YYYY-MM} and the like change how it is written</source>
        <translation>完成的日期；{date:YYYY-MM} 等可改变写法</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/tokens.py"/>
        <source>The time it was finished</source>
        <translation>完成的时间</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/tokens.py"/>
        <source>The account&apos;s name</source>
        <translation>账户名称</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/tokens.py"/>
        <source>The model</source>
        <translation>模型</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/tokens.py"/>
        <source>What it is: image, video, audio, model</source>
        <translation>类型：image、video、audio、model</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/tokens.py"/>
        <source>The first 8 characters of the task&apos;s id</source>
        <translation>任务 ID 的前 8 个字符</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/tokens.py"/>
        <source>Which file of the task, where it has several</source>
        <translation>任务有多个文件时，是哪一个</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/tokens.py"/>
        <source>The file&apos;s number within the task</source>
        <translation>文件在任务中的编号</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/tokens.py"/>
        <source>Width and height in pixels</source>
        <translation>宽和高（像素）</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/tokens.py"/>
        <source>How long it plays</source>
        <translation>播放时长</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/tokens.py"/>
        <source>The seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/tokens.py"/>
        <source>The first tag</source>
        <translation>第一个标签</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/tokens.py"/>
        <source>Begins a folder</source>
        <translation>新建一层文件夹</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/settings/tokens.py"/>
        <source>Insert {token}: {meaning}</source>
        <translation>插入 {token}：{meaning}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/sheet.py"/>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/shortcuts.py"/>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/shortcuts.py"/>
        <source>No shortcut matches.</source>
        <translation>没有匹配的快捷键。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/shortcuts.py"/>
        <source>Copy as text</source>
        <translation>拷贝为文本</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/shortcuts.py"/>
        <source>Search shortcuts</source>
        <translation>搜索快捷键</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/shortcuts.py"/>
        <source>Search: copy, Ctrl+S, F5…</source>
        <translation>搜索：拷贝、Ctrl+S、F5…</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/dialogs/tags.py"/>
        <source>For {n} tasks.</source>
        <translation><numerusform>用于 {n} 个任务。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/tags.py"/>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/tags.py"/>
        <source>Save the tags</source>
        <translation>存储标签</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/tags.py"/>
        <source>{tag} ({n} of {all})</source>
        <translation>{tag}（{all} 个中的 {n} 个）</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/tags.py"/>
        <source>Take away the tag {tag}</source>
        <translation>去掉标签 {tag}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/tags.py"/>
        <source>Add the tag {tag}</source>
        <translation>加上标签 {tag}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/tags.py"/>
        <source>New tag</source>
        <translation>新标签</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/tags.py"/>
        <source>Type a tag, then Enter</source>
        <translation>输入标签，然后按 Enter</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/updates.py"/>
        <source>“{name}” is in “{folder}”, and it is what the makers of Outtray signed.</source>
        <translation>“{name}”已在“{folder}”中，并且正是 Outtray 的开发者签名的文件。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/updates.py"/>
        <source>Open it, and quit Outtray when the installer asks for that.</source>
        <translation>打开它，并在安装程序要求时退出 Outtray。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/updates.py"/>
        <source>Quit Outtray, then unpack it in place of the folder that Outtray runs from. Your tasks aren&apos;t in there.</source>
        <translation>退出 Outtray，然后解压它，替换 Outtray 所在的文件夹。你的任务不在那个文件夹里。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/updates.py"/>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/updates.py"/>
        <source>Open the installer</source>
        <translation>打开安装程序</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/updates.py"/>
        <source>Outtray {version} is there; you have {installed}. Its installer takes {size} to download.</source>
        <translation>Outtray {version} 已发布；你现有的是 {installed}。安装程序的下载大小为 {size}。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/updates.py"/>
        <source>Open {address}</source>
        <translation>打开 {address}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/updates.py"/>
        <source>Asking {host} for the list of updates…</source>
        <translation>正在向 {host} 获取更新列表…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/updates.py"/>
        <source>Downloading “{name}”…</source>
        <translation>正在下载“{name}”…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/updates.py"/>
        <source>{done} of {total}</source>
        <translation>{done}/{total}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/updates.py"/>
        <source>What is new</source>
        <translation>新内容</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/updates.py"/>
        <source>Outtray {version} is the newest there is.</source>
        <translation>Outtray {version} 已是最新版本。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/updates.py"/>
        <source>The system opens the installer. Quit Outtray when it asks for that.</source>
        <translation>系统正在打开安装程序。在它要求时退出 Outtray。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/updates.py"/>
        <source>The list of updates didn&apos;t come.</source>
        <translation>没有收到更新列表。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/updates.py"/>
        <source>The list of updates isn&apos;t believed.</source>
        <translation>更新列表不可信。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/updates.py"/>
        <source>“{name}” wasn&apos;t downloaded.</source>
        <translation>“{name}”没有下载。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/dialogs/updates.py"/>
        <source>“{name}” isn&apos;t opened.</source>
        <translation>“{name}”没有打开。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/empty.py"/>
        <source>Try with sample tasks</source>
        <translation>试用示例任务</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/empty.py"/>
        <source>The sample tasks run on this computer, in a window of their own. Nothing of them stays when you close it.</source>
        <translation>示例任务在这台电脑上运行，有自己的窗口。关闭后不留任何内容。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/empty.py"/>
        <source>No tasks yet</source>
        <translation>还没有任务</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/empty.py"/>
        <source>Paste task ids, drop a file, or send them from a script. Results are saved here before they disappear.</source>
        <translation>粘贴任务 ID、拖入文件，或用脚本发送。结果会在消失前保存到这里。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/empty.py"/>
        <source>Clear filters</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/empty.py"/>
        <source>Show all tasks</source>
        <translation>显示所有任务</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/empty_words.py"/>
        <source>No tasks here.</source>
        <translation>这里没有任务。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/empty_words.py"/>
        <source>Nothing is being made or saved.</source>
        <translation>没有正在生成或保存的任务。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/empty_words.py"/>
        <source>Nothing is waiting to be saved.</source>
        <translation>没有等待保存的任务。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/empty_words.py"/>
        <source>Nothing is about to expire.</source>
        <translation>没有即将失效的任务。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/empty_words.py"/>
        <source>Nothing is at risk: every result will be saved before it is gone.</source>
        <translation>没有丢失风险：每个结果都会在失效前保存。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/empty_words.py"/>
        <source>Nothing needs you.</source>
        <translation>没有需要你处理的任务。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/empty_words.py"/>
        <source>Nothing is saved yet.</source>
        <translation>还没有已保存的任务。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/empty_words.py"/>
        <source>Nothing is starred. Star a task to find it here.</source>
        <translation>没有加星标的任务。给任务加星标，即可在这里找到。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/empty_words.py"/>
        <source>The archive is empty.</source>
        <translation>归档是空的。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/empty_words.py"/>
        <source>No tasks match “{text}”.</source>
        <translation>没有任务与“{text}”匹配。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/empty_words.py"/>
        <source>No tasks match these filters.</source>
        <translation>没有符合这些筛选条件的任务。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/empty_words.py"/>
        <source>No tasks are “{badge}” here.</source>
        <translation>这里没有“{badge}”的任务。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/empty_words.py"/>
        <source>No tasks in “{project}”.</source>
        <translation>“{project}”中没有任务。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/empty_words.py"/>
        <source>No tasks of this account.</source>
        <translation>此账户没有任务。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/file_desk.py"/>
        <source>The file isn&apos;t where it was saved any more. Find it, save it again, or put it back.</source>
        <translation>文件已不在保存的位置。请查找它、再次保存，或放回原处。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/file_desk.py"/>
        <source>Outtray opens pictures, films, sounds and models; “{name}” is none. Show it in its folder instead.</source>
        <translation>Outtray 打开图片、影片、声音和模型；“{name}”不属于这些。请改为在文件夹中显示它。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/file_desk.py"/>
        <source>No program on this computer opens “{name}”. Show it in its folder.</source>
        <translation>这台电脑上没有程序能打开“{name}”。请在文件夹中显示它。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/file_desk.py"/>
        <source>The folder “{folder}” isn&apos;t there yet. It is made when the first result is saved.</source>
        <translation>文件夹“{folder}”尚不存在。保存第一个结果时会创建它。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/filter_bar.py"/>
        <source>Filters</source>
        <translation>筛选</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/filter_bar.py"/>
        <source>Clear all</source>
        <translation>全部清除</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/filter_words.py"/>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/filter_words.py"/>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/filter_words.py"/>
        <source>{filter}: {value}</source>
        <translation>{filter}：{value}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/filter_words.py"/>
        <source>{filter}, {count}</source>
        <translation>{filter}，{count}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/filter_words.py"/>
        <source>Last 24 hours</source>
        <translation>最近 24 小时</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/filter_words.py"/>
        <source>Last {n} days</source>
        <translation><numerusform>最近 {n} 天</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/filter_words.py"/>
        <source>{n} tasks</source>
        <translation><numerusform>{n} 个任务</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/filter_words.py"/>
        <source>Expires soon</source>
        <translation>即将失效</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/folder_acts.py"/>
        <source>Looking for moved files…</source>
        <translation>正在查找移动的文件…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/folder_acts.py"/>
        <source>Rebuild the list from a folder</source>
        <translation>从文件夹重建列表</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/folder_acts.py"/>
        <source>Reading what the files in “{name}” tell of themselves…</source>
        <translation>正在读取“{name}”中文件的自述信息…</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/folder_acts.py"/>
        <source>Files of {n} tasks are still missing</source>
        <translation><numerusform>{n} 个任务的文件仍然缺失</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/folder_acts.py"/>
        <source>Choose a folder they may be in, or save them again.</source>
        <translation>请选择它们可能所在的文件夹，或再次保存。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/folder_acts.py"/>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/folder_acts.py"/>
        <source>{n} files found in a new place.</source>
        <translation><numerusform>在新位置找到 {n} 个文件。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/folder_acts.py"/>
        <source>The moved files are not in “{folder}”</source>
        <translation>移动的文件不在“{folder}”中</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/folder_acts.py"/>
        <source>The moved files are not in the folders for results</source>
        <translation>移动的文件不在结果文件夹中</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/folder_acts.py"/>
        <source>Find moved files</source>
        <translation>查找移动的文件</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/folder_acts.py"/>
        <source>No file is missing.</source>
        <translation>没有缺失的文件。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/hand_over.py"/>
        <source>“{name}” isn&apos;t saved yet. Save it first, then drag its files.</source>
        <translation>“{name}”尚未保存。请先保存，再拖出文件。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/hand_over.py"/>
        <source>None of these tasks is saved yet. Save them first, then drag their files.</source>
        <translation>这些任务都尚未保存。请先保存，再拖出文件。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/hand_over.py"/>
        <source>“{name}” isn&apos;t finished yet. Its files can be dragged once they are saved.</source>
        <translation>“{name}”尚未完成。保存后即可拖出文件。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/hand_over.py"/>
        <source>“{name}” has no files that could be dragged.</source>
        <translation>“{name}”没有可拖出的文件。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/hand_over.py"/>
        <source>{n} files were left out: they aren&apos;t where they were saved any more.</source>
        <translation><numerusform>略过 {n} 个文件：它们已不在保存的位置。</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/hand_over.py"/>
        <source>{n} tasks were left out: nothing of them is saved.</source>
        <translation><numerusform>略过 {n} 个任务：没有保存它们的任何文件。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/help_window.py"/>
        <source>Outtray guide</source>
        <translation>Outtray 指南</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/layout_switch.py"/>
        <source>Columns</source>
        <translation>分栏</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/layout_switch.py"/>
        <source>Size of pictures</source>
        <translation>图片大小</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/main_window.py"/>
        <source>Outtray — {subject}</source>
        <translation>Outtray — {subject}</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/mark_acts.py"/>
        <source>{n} tasks starred.</source>
        <translation><numerusform>已给 {n} 个任务加星标。</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/mark_acts.py"/>
        <source>The stars of {n} tasks taken away.</source>
        <translation><numerusform>已去除 {n} 个任务的星标。</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/mark_acts.py"/>
        <source>{n} tasks archived. Their files stay.</source>
        <translation><numerusform>已归档 {n} 个任务。文件保留。</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/mark_acts.py"/>
        <source>{n} tasks are back on the list.</source>
        <translation><numerusform>{n} 个任务已回到列表。</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/mark_acts.py"/>
        <source>Tags of {n} tasks changed.</source>
        <translation><numerusform>已更改 {n} 个任务的标签。</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/mark_acts.py"/>
        <source>{n} tasks moved to “{project}”.</source>
        <translation><numerusform>已将 {n} 个任务移到“{project}”。</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/mark_acts.py"/>
        <source>{n} tasks taken out of their projects.</source>
        <translation><numerusform>已将 {n} 个任务移出项目。</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/mark_acts.py"/>
        <source>They are in “{project}” already.</source>
        <translation><numerusform>它们已在“{project}”中。</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/notice_desk.py"/>
        <source>You are offline. Checking continues when the connection returns. {n} results are at risk.</source>
        <translation><numerusform>你已离线。恢复连接后继续检查。{n} 个结果有丢失风险。</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/notice_desk.py"/>
        <source>New files get the new names. {n} saved files keep their old ones.</source>
        <translation><numerusform>新文件使用新名称。{n} 个已保存的文件保留旧名称。</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/notice_desk.py"/>
        <source>Rename {n} saved files…</source>
        <translation><numerusform>重命名 {n} 个已保存的文件…</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/notice_popover.py"/>
        <source>tomorrow, {clock}</source>
        <translation>明天 {clock}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/notice_popover.py"/>
        <source>Show: {title}</source>
        <translation>显示：{title}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/notice_popover.py"/>
        <source>{when} · in quiet hours</source>
        <translation>{when} · 勿扰时段内</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/notice_popover.py"/>
        <source>{when} · while muted</source>
        <translation>{when} · 静音期间</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/notice_popover.py"/>
        <source>Mute</source>
        <translation>静音</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/notice_popover.py"/>
        <source>Hear again</source>
        <translation>恢复声音</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/notice_popover.py"/>
        <source>Nothing happened yet. What is saved, fails or needs you is listed here.</source>
        <translation>还没有发生什么。已保存、失败或需要你处理的都会列在这里。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/notice_popover.py"/>
        <source>For an hour</source>
        <translation>一小时</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/notice_popover.py"/>
        <source>Until tomorrow</source>
        <translation>直到明天</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/notice_popover.py"/>
        <source>Muted until {time}.</source>
        <translation>静音至 {time}。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/open_with.py"/>
        <source>This desktop has no list of programs that Outtray could show. Show the file in its folder, and open it from there.</source>
        <translation>此桌面没有 Outtray 可以显示的程序列表。请在文件夹中显示文件，再从那里打开。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/open_with.py"/>
        <source>Open “{name}” with:</source>
        <translation>打开“{name}”的程序：</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/open_with.py"/>
        <source>“{name}” can&apos;t be opened ({reason}). Check that its drive is there.</source>
        <translation>无法打开“{name}”（{reason}）。检查它所在的磁盘是否可用。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/opening.py"/>
        <source>The task of “{name}” is not on the list</source>
        <translation>“{name}”所属的任务不在列表中</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/opening.py"/>
        <source>Outtray can bring back what the files in its folder tell of their tasks. Nothing is fetched, no file is changed.</source>
        <translation>Outtray 可以根据其文件夹中的文件恢复它们所属的任务。不会下载任何内容，也不会更改任何文件。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/opening.py"/>
        <source>Rebuild the list from this folder</source>
        <translation>从此文件夹重建列表</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/opening.py"/>
        <source>“{name}” was not opened: Outtray opens .txt, .csv, .json, .log and .outtray files, and its own links.</source>
        <translation>未打开“{name}”：Outtray 打开 .txt、.csv、.json、.log 和 .outtray 文件，以及自己的链接。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/opening.py"/>
        <source>“{name}” is empty.</source>
        <translation>“{name}”是空的。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/opening.py"/>
        <source>“{name}” was not opened: its drive doesn&apos;t answer.</source>
        <translation>未打开“{name}”：它所在的磁盘没有响应。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/opening.py"/>
        <source>Too much waits to be opened already. Close the dialog that is open, then try again.</source>
        <translation>等待打开的内容已经太多。关闭打开的对话框后重试。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/opening.py"/>
        <source>No task on the list has the id “{id}”. Add it with “Add tasks”.</source>
        <translation>列表中没有 ID 为“{id}”的任务。用“添加任务”添加它。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/order_button.py"/>
        <source>Newest first</source>
        <translation>最新优先</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/order_button.py"/>
        <source>Oldest first</source>
        <translation>最早优先</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/order_button.py"/>
        <source>Gone soonest</source>
        <translation>最快失效</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/order_button.py"/>
        <source>Finished last</source>
        <translation>最近完成</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/order_button.py"/>
        <source>Largest</source>
        <translation>最大</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/order_button.py"/>
        <source>Highest cost</source>
        <translation>费用最高</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/order_button.py"/>
        <source>No groups</source>
        <translation>不分组</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/order_button.py"/>
        <source>Reverse</source>
        <translation>倒序</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/order_button.py"/>
        <source>Group by</source>
        <translation>分组方式</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/order_button.py"/>
        <source>Order</source>
        <translation>排序</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/order_button.py"/>
        <source>{order}, reversed</source>
        <translation>{order}，倒序</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/outside.py"/>
        <source>Outtray keeps working</source>
        <translation>Outtray 继续工作</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/outside.py"/>
        <source>Results are still saved. Click its icon to open the window; its menu has “Quit”.</source>
        <translation>结果仍会保存。点按图标可打开窗口；其菜单中有“退出”。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/palette.py"/>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/palette.py"/>
        <source>No command matches. Try other words.</source>
        <translation>没有匹配的命令。请换个说法。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/palette.py"/>
        <source>{n} commands</source>
        <translation><numerusform>{n} 个命令</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/palette.py"/>
        <source>Find a command</source>
        <translation>查找命令</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/palette.py"/>
        <source>Type a few letters of a command, view or project</source>
        <translation>输入命令、视图或项目的几个字</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/palette.py"/>
        <source>“{command}” can&apos;t be done now: {reason}.</source>
        <translation>“{command}”现在无法执行：{reason}。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/bars.py"/>
        <source>← → other tasks · {keys} other files · Space closes</source>
        <translation>← → 其他任务 · {keys} 其他文件 · 空格键关闭</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/bars.py"/>
        <source>Open with</source>
        <translation>打开方式</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/bars.py"/>
        <source>Close (Space or Esc)</source>
        <translation>关闭（空格键或 Esc）</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/bars.py"/>
        <source>← → other tasks · Space closes</source>
        <translation>← → 其他任务 · 空格键关闭</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/canvas.py"/>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/canvas.py"/>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/content.py"/>
        <source>Looking at the file…</source>
        <translation>正在查看文件…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/content.py"/>
        <source>Words are hidden while client-safe mode is on.</source>
        <translation>客户演示模式打开时隐藏文字。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/content.py"/>
        <source>This file is {size}. Show it anyway?</source>
        <translation>此文件有 {size}。仍要显示吗？</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/content.py"/>
        <source>This file is very large. Show it anyway?</source>
        <translation>此文件非常大。仍要显示吗？</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/content.py"/>
        <source>There is no preview of this kind of file.</source>
        <translation>此类文件没有预览。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/content.py"/>
        <source>This file can&apos;t be shown.</source>
        <translation>此文件无法显示。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/item.py"/>
        <source>{place} of {total}</source>
        <translation>{place} / {total}</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/previews/item.py"/>
        <source>{n} triangles</source>
        <translation><numerusform>{n} 个三角面</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/keys.py"/>
        <source>Close the quick view</source>
        <translation>关闭快速查看</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/keys.py"/>
        <source>Next or previous task</source>
        <translation>下一个或上一个任务</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/keys.py"/>
        <source>Next or previous file of the task</source>
        <translation>任务的下一个或上一个文件</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/keys.py"/>
        <source>A file of the task by its number</source>
        <translation>按编号选择任务的文件</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/keys.py"/>
        <source>Full screen</source>
        <translation>全屏幕</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/keys.py"/>
        <source>Picture: nearer, farther</source>
        <translation>图片：放大、缩小</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/keys.py"/>
        <source>Picture: fit, or pixel by pixel</source>
        <translation>图片：适合窗口，或按实际像素</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/keys.py"/>
        <source>Picture: move it, or the divider</source>
        <translation>图片：移动图片或分界线</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/keys.py"/>
        <source>Picture: compare with the last one</source>
        <translation>图片：与上一张对比</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/keys.py"/>
        <source>Picture: hold to see the other one</source>
        <translation>图片：按住可看另一张</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/keys.py"/>
        <source>Play or pause</source>
        <translation>播放或暂停</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/keys.py"/>
        <source>Five seconds back or on</source>
        <translation>后退或前进五秒</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/keys.py"/>
        <source>Film: one frame back or on</source>
        <translation>影片：后退或前进一帧</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/keys.py"/>
        <source>Film: loop</source>
        <translation>影片：循环</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/keys.py"/>
        <source>Louder or quieter</source>
        <translation>调高或调低音量</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/keys.py"/>
        <source>Song: hear A, hear B, or the other one</source>
        <translation>歌曲：听 A、听 B 或另一首</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/keys.py"/>
        <source>Song: equal loudness</source>
        <translation>歌曲：等响度</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/keys.py"/>
        <source>Model: turn it</source>
        <translation>模型：旋转</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/keys.py"/>
        <source>Model: wireframe</source>
        <translation>模型：线框</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/keys.py"/>
        <source>Model: light or dark ground</source>
        <translation>模型：浅色或深色背景</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/keys.py"/>
        <source>Model: show all of it</source>
        <translation>模型：完整显示</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/model_stage.py"/>
        <source>Wireframe</source>
        <translation>线框</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/model_stage.py"/>
        <source>Light ground</source>
        <translation>浅色背景</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/model_stage.py"/>
        <source>Frame</source>
        <translation>完整显示</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/model_stage.py"/>
        <source>3D model {name}</source>
        <translation>3D 模型 {name}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/model_stage.py"/>
        <source>3D can&apos;t be shown on this display. Use “Open with”.</source>
        <translation>此显示器无法显示 3D。请使用“打开方式”。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/model_stage.py"/>
        <source>Show the edges of its triangles (W)</source>
        <translation>显示三角面的边（W）</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/model_stage.py"/>
        <source>Light or dark ground (G)</source>
        <translation>浅色或深色背景（G）</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/model_stage.py"/>
        <source>Show all of it from the front again (Z). Drag to turn it, Shift+drag to move it, wheel to come nearer</source>
        <translation>重新从正面完整显示（Z）。拖动可旋转，Shift 加拖动可移动，滚轮可拉近</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/model_stage.py"/>
        <source>This model file cannot be read.</source>
        <translation>此模型文件无法读取。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/picture_stage.py"/>
        <source>Picture {name}</source>
        <translation>图片 {name}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/picture_stage.py"/>
        <source>Pictures {one} and {other}, compared</source>
        <translation>对比图片 {one} 和 {other}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/picture_stage.py"/>
        <source>100 %</source>
        <translation>100%</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/picture_stage.py"/>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/picture_stage.py"/>
        <source>Fit, or one pixel for one pixel (Z); nearer and farther with + and −</source>
        <translation>适合窗口，或按实际像素（Z）；用 + 和 − 放大缩小</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/picture_stage.py"/>
        <source>Compare with the picture you looked at last (C); hold X to see it alone, Shift with ← and → moves the divider</source>
        <translation>与上次查看的图片对比（C）；按住 X 单独查看，Shift 加 ← 和 → 移动分界线</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/picture_stage.py"/>
        <source>Fit</source>
        <translation>适合</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/picture_stage.py"/>
        <source>This picture can&apos;t be shown here.</source>
        <translation>此图片无法在这里显示。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/quick_view.py"/>
        <source>Quick view: {title}</source>
        <translation>快速查看：{title}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/sign_stage.py"/>
        <source>Show it anyway</source>
        <translation>仍要显示</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/sign_stage.py"/>
        <source>No preview</source>
        <translation>无预览</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/song.py"/>
        <source>Place in song {letter}</source>
        <translation>歌曲 {letter} 中的位置</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/song.py"/>
        <source>Place in {name}</source>
        <translation>{name} 中的位置</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/song.py"/>
        <source>{letter} · {name}</source>
        <translation>{letter} · {name}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/song.py"/>
        <source>You hear this one</source>
        <translation>正在播放这一首</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/song.py"/>
        <source>Press {letter} to hear this one</source>
        <translation>按 {letter} 播放这一首</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/sound_stage.py"/>
        <source>Sound {name}</source>
        <translation>音频 {name}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/sound_stage.py"/>
        <source>Switch to B</source>
        <translation>切换到 B</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/sound_stage.py"/>
        <source>Equal loudness</source>
        <translation>等响度</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/sound_stage.py"/>
        <source>Switch to {letter}</source>
        <translation>切换到 {letter}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/sound_stage.py"/>
        <source>This sound can&apos;t be played here.</source>
        <translation>此音频无法在这里播放。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/sound_stage.py"/>
        <source>Hear the other song from the same place (X, or A and B)</source>
        <translation>从同一位置播放另一首（X，或 A 和 B）</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/sound_stage.py"/>
        <source>Play the louder song as quietly as the other one (E)</source>
        <translation>把较响的一首调到与另一首同样轻（E）</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/sound_stage.py"/>
        <source>Songs {one} and {other}, beside each other</source>
        <translation>并排的歌曲 {one} 和 {other}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/sound_stage.py"/>
        <source>Sound can&apos;t be played on this system: a part of it (libpulse) is missing. Use “Open with”.</source>
        <translation>此系统无法播放声音：缺少一个组件（libpulse）。请使用“打开方式”。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/strip.py"/>
        <source>Files of the task</source>
        <translation>任务的文件</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/strip.py"/>
        <source>File {place}: {name}</source>
        <translation>文件 {place}：{name}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/strip.py"/>
        <source>{name} ({place})</source>
        <translation>{name}（{place}）</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/text_stage.py"/>
        <source>Text {name}</source>
        <translation>文本 {name}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/text_stage.py"/>
        <source>This text can&apos;t be read. It may have been moved or deleted.</source>
        <translation>此文本无法读取。它可能已被移动或删除。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/text_stage.py"/>
        <source>Only the first 200 KB are shown. Use “Open with” to see all of it.</source>
        <translation>只显示前 200 KB。请使用“打开方式”查看全部。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/transport.py"/>
        <source>{at} / {length}</source>
        <translation>{at} / {length}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/transport.py"/>
        <source>Volume</source>
        <translation>音量</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/transport.py"/>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/transport.py"/>
        <source>Mute (M)</source>
        <translation>静音（M）</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/transport.py"/>
        <source>Volume (Ctrl+↑, Ctrl+↓)</source>
        <translation>音量（Ctrl+↑、Ctrl+↓）</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/transport.py"/>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/transport.py"/>
        <source>Pause (K or Enter)</source>
        <translation>暂停（K 或 Enter）</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/transport.py"/>
        <source>Play (K or Enter)</source>
        <translation>播放（K 或 Enter）</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/video_stage.py"/>
        <source>One frame back</source>
        <translation>后退一帧</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/video_stage.py"/>
        <source>One frame on</source>
        <translation>前进一帧</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/video_stage.py"/>
        <source>Place in the film</source>
        <translation>影片中的位置</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/video_stage.py"/>
        <source>Loop</source>
        <translation>循环</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/video_stage.py"/>
        <source>Film {name}</source>
        <translation>影片 {name}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/video_stage.py"/>
        <source>This video can&apos;t be played here.</source>
        <translation>此视频无法在这里播放。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/video_stage.py"/>
        <source>Begin again at the end (R)</source>
        <translation>播完从头开始（R）</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/previews/video_stage.py"/>
        <source>Films can&apos;t be played on this system: a part of it (libpulse) is missing. Use “Open with”.</source>
        <translation>此系统无法播放影片：缺少一个组件（libpulse）。请使用“打开方式”。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/program_watch.py"/>
        <source>A newer Outtray is installed. Quit and open it again to use it.</source>
        <translation>已安装更新的 Outtray。请退出后重新打开，即可使用新版本。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/program_watch.py"/>
        <source>Outtray&apos;s program was removed or moved. It goes on checking and saving until you quit; previews may fail.</source>
        <translation>Outtray 的程序文件已被移除或移动。在你退出之前，它会继续检查和保存；预览可能会失败。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/safe_sign.py"/>
        <source>Client-safe mode is on: prompts, costs and account names are hidden. Press to show them again.</source>
        <translation>客户演示模式已打开：提示词、费用和账户名称已隐藏。按下可重新显示。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/safe_sign.py"/>
        <source>Client-safe</source>
        <translation>客户演示</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/safe_sign.py"/>
        <source>Client-safe mode is on</source>
        <translation>客户演示模式已打开</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/saved_searches.py"/>
        <source>The search “{name}” is removed. Its tasks stay.</source>
        <translation>已移除搜索“{name}”。任务仍然保留。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/saved_searches.py"/>
        <source>Search or filter first: then that can be saved under a name.</source>
        <translation>先搜索或筛选，然后才能以一个名称保存。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/saved_searches.py"/>
        <source>Save this search</source>
        <translation>保存此搜索</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/saved_searches.py"/>
        <source>Rename “{name}”</source>
        <translation>重命名“{name}”</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/saved_searches.py"/>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/scroll_bar.py"/>
        <source>Scroll bar</source>
        <translation>滚动条</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/sidebar.py"/>
        <source>Active</source>
        <translation>进行中</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/sidebar.py"/>
        <source>At risk</source>
        <translation>有丢失风险</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/sidebar.py"/>
        <source>slow</source>
        <translation>缓慢</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/sidebar.py"/>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/sidebar.py"/>
        <source>no key</source>
        <translation>无密钥</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/sidebar.py"/>
        <source>Views, searches, projects and accounts</source>
        <translation>视图、搜索、项目和账户</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/sidebar.py"/>
        <source>Searches</source>
        <translation>搜索</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/status_line.py"/>
        <source>{watching} · next check in {time}</source>
        <translation>{watching} · {time}后检查</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/status_line.py"/>
        <source>{rate} of {allowed} requests/s</source>
        <translation>{rate} / {allowed} 次请求/秒</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/status_line.py"/>
        <source>{saving} · {size}/s</source>
        <translation>{saving} · {size}/秒</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/status_line.py"/>
        <source>Saved to {folder} · {size} free</source>
        <translation>保存到 {folder} · 剩余 {size}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/status_line.py"/>
        <source>No tasks to check</source>
        <translation>没有要检查的任务</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/status_line.py"/>
        <source>{watching} · checking now</source>
        <translation>{watching} · 正在检查</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/status_line.py"/>
        <source>Saved to {folder}</source>
        <translation>保存到 {folder}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/task_columns/columns.py"/>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/task_columns/columns.py"/>
        <source>Video</source>
        <translation>视频</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/task_columns/columns.py"/>
        <source>Song</source>
        <translation>歌曲</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/task_columns/columns.py"/>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/task_columns/columns.py"/>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/task_columns/columns.py"/>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/task_columns/delegate.py"/>
        <source>{name}: {value}</source>
        <translation>{name}：{value}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/task_columns/header.py"/>
        <source>Left and Right walk over the columns, Return sorts by one. With Ctrl they move a column, with Shift they change its width.</source>
        <translation>左右方向键在各列之间移动，回车键按该列排序。按住 Ctrl 移动列，按住 Shift 更改列宽。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/task_columns/header.py"/>
        <source>{column}, can&apos;t be sorted by</source>
        <translation>{column}，不能按此列排序</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/task_columns/header.py"/>
        <source>{column}, sorted upwards</source>
        <translation>{column}，升序</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/task_columns/header.py"/>
        <source>{column}, sorted downwards</source>
        <translation>{column}，降序</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/task_columns/header.py"/>
        <source>The list can&apos;t be sorted by this column.</source>
        <translation>列表不能按此列排序。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/task_dialogs.py"/>
        <source>Move {n} files ({size}) to Trash?</source>
        <translation><numerusform>将 {n} 个文件（{size}）移到废纸篓？</numerusform></translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/task_dialogs.py"/>
        <source>Their tasks leave the list too. Undo brings both back until Outtray is closed.</source>
        <translation><numerusform>它们的任务也会离开列表。在关闭 Outtray 之前，“撤销”可以把两者都带回来。</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/task_dialogs.py"/>
        <source>Outtray {day}</source>
        <translation>Outtray {day}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/task_dialogs.py"/>
        <source>Export as CSV</source>
        <translation>导出为 CSV</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/task_dialogs.py"/>
        <source>Export as JSON</source>
        <translation>导出为 JSON</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/task_dialogs.py"/>
        <source>Export the list</source>
        <translation>导出列表</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/task_dialogs.py"/>
        <source>“{name}” is written.</source>
        <translation>已写入“{name}”。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/task_dialogs.py"/>
        <source>Move to Trash</source>
        <translation>移到废纸篓</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/task_dialogs.py"/>
        <source>Nothing of these tasks is saved yet. A contact sheet shows saved files.</source>
        <translation>这些任务还没有保存任何文件。样张页显示已保存的文件。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/task_dialogs.py"/>
        <source>Costs are hidden while client-safe mode is on.</source>
        <translation>客户演示模式打开时隐藏费用。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/task_dialogs.py"/>
        <source>“{name}” can&apos;t be written ({reason}). Choose another folder.</source>
        <translation>“{name}”无法写入（{reason}）。请选择其他文件夹。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/task_grid/words.py"/>
        <source>{saved} of {count}</source>
        <translation>{saved} / {count}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/task_grid/words.py"/>
        <source>{share} %</source>
        <translation>{share}%</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/toast.py"/>
        <source>Undo (Ctrl+Z)</source>
        <translation>撤销（Ctrl+Z）</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/toast.py"/>
        <source>Do something about it</source>
        <translation>处理</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/toast.py"/>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/toolbar.py"/>
        <source>Search prompts, titles, models, ids…</source>
        <translation>搜索提示词、标题、模型、ID…</translation>
    </message>
    <message numerus="yes">
        <location filename="../../desktop/widgets/toolbar.py"/>
        <source>Filter: {n} in force</source>
        <translation><numerusform>筛选：{n} 项生效</numerusform></translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/toolbar.py"/>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/toolbar.py"/>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/tray.py"/>
        <source>Outtray: {line}</source>
        <translation>Outtray：{line}</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/tray.py"/>
        <source>This computer is kept awake</source>
        <translation>这台电脑保持唤醒</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/tray.py"/>
        <source>Open Outtray</source>
        <translation>打开 Outtray</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/tray.py"/>
        <source>Resume everything</source>
        <translation>全部继续</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/trouble_view.py"/>
        <source>Outtray can&apos;t open its task list</source>
        <translation>Outtray 无法打开任务列表</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/trouble_view.py"/>
        <source>Copied</source>
        <translation>已拷贝</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/update_desk.py"/>
        <source>Outtray {version} is there.</source>
        <translation>Outtray {version} 已发布。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/window_commands.py"/>
        <source>Client-safe mode is on: prompts, costs and account names are hidden.</source>
        <translation>客户演示模式已打开：提示词、费用和账户名称已隐藏。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/window_commands.py"/>
        <source>Client-safe mode is off.</source>
        <translation>客户演示模式已关闭。</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/window_commands.py"/>
        <source>{command} ({count})</source>
        <translation>{command}（{count}）</translation>
    </message>
    <message>
        <location filename="../../desktop/window_app.py"/>
        <source>Sample tasks</source>
        <translation>示例任务</translation>
    </message>
    <message>
        <location filename="../../desktop/window_life.py"/>
        <source>The list is being brought up to date…</source>
        <translation>正在更新列表…</translation>
    </message>
    <message>
        <location filename="../../desktop/window_life.py"/>
        <source>Checking and saving have stopped by an error of Outtray. Nothing on the list is lost: quit and start it again.</source>
        <translation>由于 Outtray 出错，检查和保存已停止。列表中没有任何丢失：请退出并重新启动。</translation>
    </message>
</context>
</TS>
