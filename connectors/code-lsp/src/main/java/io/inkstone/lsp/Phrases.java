package io.inkstone.lsp;

import java.util.Locale;
import java.util.Map;

/** What the person reads, in one of the languages that the server speaks. Immutable. */
final class Phrases {

    private static final Map<String, String> ENGLISH = Map.of(
            "ignored",
                    "This file is ignored (.gitignore, .inkstoneignore, or a file of secrets): nothing of it is sent.",
            "disabled", "Inkstone is switched off here.",
            "indexing", "Inkstone reads the workspace",
            "files", "%d of %d files",
            "sign-in", "Open %s in a browser, compare the code %s, and confirm.",
            "signed-in", "Signed in.");

    private static final Map<String, String> CHINESE = Map.of(
            "ignored", "此文件已被忽略（.gitignore、.inkstoneignore 或机密文件）：其内容不会发送。",
            "disabled", "此处已关闭 Inkstone。",
            "indexing", "Inkstone 正在读取工作区",
            "files", "%d / %d 个文件",
            "sign-in", "请在浏览器中打开 %s，核对代码 %s 并确认。",
            "signed-in", "已登录。");

    private final Map<String, String> texts;

    private Phrases(Map<String, String> texts) {
        this.texts = texts;
    }

    /** In Chinese for a locale of it, else in English. */
    static Phrases in(Locale locale) {
        return new Phrases(locale.getLanguage().equals("zh") ? CHINESE : ENGLISH);
    }

    String of(String name, Object... values) {
        String text = texts.getOrDefault(name, name);
        return values.length == 0 ? text : String.format(Locale.ROOT, text, values);
    }
}
