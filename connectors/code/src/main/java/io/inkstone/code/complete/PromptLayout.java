package io.inkstone.code.complete;

import io.inkstone.code.syntax.CodeLanguage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of the file and of its context goes into the prompt. The parts stand from the steadiest to the one that changes with
 * each key: context in an order that does not depend on its scores, then the file from a line that stays the first while a
 * person types, then the cursor. So the engine's cache holds all but the end of it from one key to the next.
 *
 * @param prefix what goes before the gap
 * @param suffix what goes after it
 */
record PromptLayout(String prefix, String suffix) {

    /** Prompt and answer have to stay quick on two cores, so this is far below what the model can read. */
    private static final int BUDGET_TOKENS = 1500;

    private static final int SUFFIX_TOKENS = 200;
    private static final int CONTEXT_TOKENS = 500;

    /** About, on the default model's tokenizer, which joins the spaces of indentation; of Chinese a sign or two are a token. */
    private static final int CHARS_PER_TOKEN = 5;

    private static final int CHINESE_CHARS_PER_TOKEN = 2;

    /** One character in so many is Chinese, or the like, where a file counts as Chinese. */
    private static final int CHINESE_SHARE = 10;

    /** The first line of the window moves by so much at once: one prompt in so many characters is read anew. */
    private static final int STEP_CHARS = 1200;

    static PromptLayout of(Gap gap, List<ContextText> context, @Nullable String path) {
        int charsPerToken = charsPerToken(gap.before());
        String suffix = suffixWindow(gap.after(), SUFFIX_TOKENS * charsPerToken);
        int left = BUDGET_TOKENS * charsPerToken - suffix.length();
        // The file itself comes first: context has what the file leaves, and a third of the budget at most.
        int forContext = Math.min(
                CONTEXT_TOKENS * charsPerToken,
                Math.max(left / 3, left - gap.before().length()));
        String chosen = chosen(context, gap.language(), forContext);
        String head = chosen.isEmpty() || path == null ? chosen : chosen + header(gap.language(), path);
        return new PromptLayout(head + prefixWindow(gap.before(), left - chosen.length()), suffix);
    }

    /** By the whole text above, so that it stays the same while a person types. */
    private static int charsPerToken(String code) {
        long foreign = code.chars().filter(sign -> sign >= 0x2E80).count();
        return foreign * CHINESE_SHARE > code.length() ? CHINESE_CHARS_PER_TOKEN : CHARS_PER_TOKEN;
    }

    /**
     * The end of the text, from a line that depends on how far the text reaches in steps only; from the start of a
     * paragraph where there is one near.
     */
    private static String prefixWindow(String text, int chars) {
        if (text.length() <= chars) {
            return text;
        }
        int over = text.length() - chars;
        int step = Math.min(STEP_CHARS, chars / 3);
        int from = (over + step - 1) / step * step;
        int paragraph = text.indexOf("\n\n", from);
        int line = text.indexOf('\n', from);
        int start = paragraph >= 0 && paragraph < from + step / 2 ? paragraph + 2 : line + 1;
        // A line without an end is cut where it is.
        return text.substring(start <= text.length() - chars / 3 && start > 0 ? start : from);
    }

    /** The beginning of the text, in whole lines where they are not too long. */
    private static String suffixWindow(String text, int chars) {
        if (text.length() <= chars) {
            return text;
        }
        int end = text.lastIndexOf('\n', chars);
        return text.substring(0, end > chars / 2 ? end + 1 : chars);
    }

    private static String chosen(List<ContextText> context, CodeLanguage language, int chars) {
        List<ContextText> byWorth = new ArrayList<>(context);
        byWorth.sort(Comparator.comparingDouble(PromptLayout::worth).reversed());
        List<ContextText> fitting = new ArrayList<>();
        int left = chars;
        for (ContextText text : byWorth) {
            int length = rendered(text, language).length();
            if (length <= left && !text.text().isBlank()) {
                fitting.add(text);
                left -= length;
            }
        }
        fitting.sort(Comparator.comparing(ContextText::path).thenComparing(ContextText::text));
        StringBuilder all = new StringBuilder();
        fitting.forEach(text -> all.append(rendered(text, language)));
        return all.toString();
    }

    /** Value for each token that it costs. */
    private static double worth(ContextText text) {
        return text.value() / (text.path().length() + text.text().length() + 1);
    }

    private static String rendered(ContextText text, CodeLanguage language) {
        return header(language, text.path()) + text.text().strip().replace("\r\n", "\n") + "\n\n";
    }

    private static String header(CodeLanguage language, String path) {
        return language.comment() + " " + path.replace('\n', ' ').replace('\r', ' ') + "\n";
    }
}
