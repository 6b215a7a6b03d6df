package io.inkstone.documents.repair;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A formula with the signs of other keyboards and languages turned into those that formulas are written with, outside of texts.
 *
 * @param text without the equals sign at its beginning
 */
record TidyText(String text, List<Change> changes) {

    private static final Map<Character, String> SIGNS = Map.ofEntries(
            Map.entry('，', ","),
            Map.entry('；', ","),
            Map.entry('、', ","),
            Map.entry('（', "("),
            Map.entry('）', ")"),
            Map.entry('：', ":"),
            Map.entry('！', "!"),
            Map.entry('＝', "="),
            Map.entry('＜', "<"),
            Map.entry('＞', ">"),
            Map.entry('≥', ">="),
            Map.entry('≤', "<="),
            Map.entry('≠', "<>"),
            Map.entry('×', "*"),
            Map.entry('÷', "/"),
            Map.entry('－', "-"),
            Map.entry('−', "-"),
            Map.entry('–', "-"),
            Map.entry('＋', "+"),
            Map.entry('＊', "*"),
            Map.entry('／', "/"),
            Map.entry('＆', "&"),
            Map.entry('％', "%"),
            Map.entry('＄', "$"),
            Map.entry('　', " "),
            Map.entry('\u00A0', " "));
    private static final String QUOTES = "\"“”„‟＂«»";
    private static final Pattern SINGLE_QUOTED = Pattern.compile("(?<=[(,=<>&])\\s*'([^'\"]*)'(?!!)(?=\\s*[,)&])");
    private static final Pattern TURNED = Pattern.compile("=([<>])(?![\"=])|><");

    TidyText {
        changes = List.copyOf(changes);
    }

    static TidyText of(String formula, boolean chinese) {
        Map<String, Change> changes = new LinkedHashMap<>();
        StringBuilder tidy = new StringBuilder();
        boolean text = false;
        int braces = 0;
        for (char c : formula.strip().toCharArray()) {
            if (QUOTES.indexOf(c) >= 0) {
                text = !text;
                tidy.append('"');
                note(changes, c != '"', "quote", chinese, "The quotes were not straight ones (\")", "引号应为英文直引号（\"）");
            } else if (text) {
                tidy.append(c);
            } else {
                braces += c == '{' ? 1 : c == '}' ? -1 : 0;
                boolean separator = c == ';' && braces == 0;
                String sign = separator ? "," : SIGNS.getOrDefault(c, narrow(c));
                tidy.append(sign);
                boolean other = !sign.equals(String.valueOf(c)) && !sign.isBlank();
                note(
                        changes,
                        separator || (other && sign.equals(",")),
                        "separator",
                        chinese,
                        "Arguments are separated by commas",
                        "参数之间应使用英文逗号");
                note(
                        changes,
                        other && !sign.equals(","),
                        "full_width",
                        chinese,
                        "Signs and letters were not those of formulas (full-width or mathematical)",
                        "符号或字母为全角或数学符号，应使用半角");
            }
        }
        String result = tidy.toString().strip().replaceFirst("^=+\\s*", "");
        result = turned(singleQuoted(result, changes, chinese), changes, chinese);
        return new TidyText(result, List.copyOf(changes.values()));
    }

    private static String narrow(char c) {
        boolean wide = (c >= '０' && c <= '９') || (c >= 'Ａ' && c <= 'Ｚ') || (c >= 'ａ' && c <= 'ｚ');
        return String.valueOf(wide ? (char) (c - 0xFEE0) : c);
    }

    private static String singleQuoted(String text, Map<String, Change> changes, boolean chinese) {
        Matcher found = SINGLE_QUOTED.matcher(text);
        if (!found.find()) {
            return text;
        }
        note(changes, true, "quote", chinese, "Texts stand in double quotes", "文本应使用双引号");
        return found.replaceAll("\"$1\"");
    }

    /** {@code =>} and the like, outside of texts. */
    private static String turned(String text, Map<String, Change> changes, boolean chinese) {
        StringBuilder result = new StringBuilder();
        boolean turned = false;
        String[] parts = text.split("\"", -1);
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            if (i % 2 == 0 && TURNED.matcher(part).find()) {
                turned = true;
                part = TURNED.matcher(part).replaceAll(m -> m.group(1) == null ? "<>" : m.group(1) + "=");
            }
            result.append(i == 0 ? "" : "\"").append(part);
        }
        note(changes, turned, "operator", chinese, "The operator was written the wrong way round", "比较运算符的写法颠倒");
        return result.toString();
    }

    private static void note(
            Map<String, Change> changes,
            boolean when,
            String kind,
            boolean chinese,
            String english,
            String chineseText) {
        if (when) {
            changes.putIfAbsent(kind, new Change(kind, chinese ? chineseText : english));
        }
    }
}
