package io.inkstone.guardrails.privacy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys that are known by how they begin, as their issuers document them. */
final class KeyForms {

    /** The signs that follow a beginning. */
    private enum Body {
        /** Letters and digits. */
        ALNUM,
        /** Capital letters and digits. */
        UPPER,
        /** Lower-case hexadecimal digits. */
        HEX,
        /** Letters, digits, _ and -. */
        TOKEN,
        /** Those and points. */
        DOTTED;

        private boolean has(char sign) {
            return switch (this) {
                case ALNUM -> HalfWidthText.isLetterOrDigit(sign);
                case UPPER -> HalfWidthText.isUpper(sign) || HalfWidthText.isDigit(sign);
                case HEX -> HalfWidthText.isDigit(sign) || sign >= 'a' && sign <= 'f';
                case TOKEN -> HalfWidthText.isLetterOrDigit(sign) || sign == '_' || sign == '-';
                case DOTTED -> HalfWidthText.isLetterOrDigit(sign) || sign == '_' || sign == '-' || sign == '.';
            };
        }
    }

    /**
     * A form of keys.
     *
     * @param least the fewest signs behind the beginning
     * @param most the most; a longer token is no such key
     */
    private record Form(String beginning, Body body, int least, int most, String issuer) {}

    private static final int LONGEST = 400;

    private static final List<Form> FORMS = List.of(
            new Form("ink_", Body.ALNUM, 32, 64, "Inkstone"),
            new Form("AKIA", Body.UPPER, 16, 16, "AWS"),
            new Form("ASIA", Body.UPPER, 16, 16, "AWS"),
            new Form("ABIA", Body.UPPER, 16, 16, "AWS"),
            new Form("ACCA", Body.UPPER, 16, 16, "AWS"),
            new Form("ghp_", Body.ALNUM, 36, 255, "GitHub"),
            new Form("gho_", Body.ALNUM, 36, 255, "GitHub"),
            new Form("ghu_", Body.ALNUM, 36, 255, "GitHub"),
            new Form("ghs_", Body.ALNUM, 36, 255, "GitHub"),
            new Form("ghr_", Body.ALNUM, 36, 255, "GitHub"),
            new Form("github_pat_", Body.TOKEN, 50, 255, "GitHub"),
            new Form("glpat-", Body.TOKEN, 20, 64, "GitLab"),
            new Form("gldt-", Body.TOKEN, 20, 64, "GitLab"),
            new Form("glrt-", Body.TOKEN, 20, 64, "GitLab"),
            new Form("glptt-", Body.TOKEN, 40, 64, "GitLab"),
            new Form("glcbt-", Body.TOKEN, 20, 80, "GitLab"),
            new Form("xoxb-", Body.TOKEN, 20, LONGEST, "Slack"),
            new Form("xoxp-", Body.TOKEN, 20, LONGEST, "Slack"),
            new Form("xoxa-", Body.TOKEN, 20, LONGEST, "Slack"),
            new Form("xoxr-", Body.TOKEN, 20, LONGEST, "Slack"),
            new Form("xoxs-", Body.TOKEN, 20, LONGEST, "Slack"),
            new Form("xoxe-", Body.TOKEN, 20, LONGEST, "Slack"),
            new Form("xapp-", Body.TOKEN, 20, LONGEST, "Slack"),
            new Form("sk_live_", Body.ALNUM, 16, 255, "Stripe"),
            new Form("sk_test_", Body.ALNUM, 16, 255, "Stripe"),
            new Form("rk_live_", Body.ALNUM, 16, 255, "Stripe"),
            new Form("rk_test_", Body.ALNUM, 16, 255, "Stripe"),
            new Form("whsec_", Body.ALNUM, 24, 255, "Stripe"),
            new Form("AIza", Body.TOKEN, 35, 35, "Google"),
            new Form("GOCSPX-", Body.TOKEN, 28, 28, "Google"),
            new Form("ya29.", Body.DOTTED, 30, LONGEST, "Google"),
            new Form("sk-ant-", Body.TOKEN, 32, 255, "Anthropic"),
            new Form("sk-", Body.TOKEN, 20, 255, "OpenAI"),
            new Form("npm_", Body.ALNUM, 36, 36, "npm"),
            new Form("pypi-", Body.TOKEN, 50, LONGEST, "PyPI"),
            new Form("hf_", Body.ALNUM, 30, 60, "Hugging Face"),
            new Form("SG.", Body.DOTTED, 60, 80, "SendGrid"),
            new Form("dop_v1_", Body.HEX, 64, 64, "DigitalOcean"),
            new Form("shpat_", Body.HEX, 32, 32, "Shopify"),
            new Form("shpss_", Body.HEX, 32, 32, "Shopify"),
            new Form("sq0atp-", Body.TOKEN, 22, 22, "Square"),
            new Form("sq0csp-", Body.TOKEN, 43, 43, "Square"),
            new Form("LTAI", Body.ALNUM, 12, 26, "Alibaba Cloud"),
            new Form("AKID", Body.ALNUM, 32, 40, "Tencent Cloud"),
            new Form("dapi", Body.HEX, 32, 32, "Databricks"),
            new Form("gsk_", Body.ALNUM, 40, 80, "Groq"),
            new Form("xai-", Body.ALNUM, 60, 120, "xAI"),
            new Form("r8_", Body.ALNUM, 37, 37, "Replicate"),
            new Form("dckr_pat_", Body.TOKEN, 27, 40, "Docker"),
            new Form("hvs.", Body.DOTTED, 24, 200, "Vault"),
            new Form("lin_api_", Body.ALNUM, 40, 40, "Linear"),
            new Form("glsa_", Body.TOKEN, 41, 64, "Grafana"),
            new Form("glc_", Body.ALNUM, 32, LONGEST, "Grafana"),
            new Form("NRAK-", Body.UPPER, 27, 27, "New Relic"),
            new Form("ntn_", Body.ALNUM, 40, 60, "Notion"),
            new Form("tvly-", Body.TOKEN, 24, 60, "Tavily"));

    /** The forms by their first sign, the longer beginnings before the shorter. */
    private static final Form[][] BY_FIRST = byFirst();

    private KeyForms() {}

    /** The key that a token begins with. */
    static @Nullable Match at(HalfWidthText text, int start) {
        char first = text.at(start);
        if (first >= BY_FIRST.length) {
            return null;
        }
        for (Form form : BY_FIRST[first]) {
            if (text.startsWith(form.beginning(), start)) {
                Match match = match(text, form, start);
                if (match != null) {
                    return match;
                }
            }
        }
        return null;
    }

    private static @Nullable Match match(HalfWidthText text, Form form, int start) {
        int from = start + form.beginning().length();
        int at = from;
        int digits = 0;
        while (at - from <= form.most() && form.body().has(text.at(at))) {
            digits += HalfWidthText.isDigit(text.at(at)) ? 1 : 0;
            at++;
        }
        // The last point belongs to the sentence.
        while (at > from && text.at(at - 1) == '.') {
            at--;
        }
        int length = at - from;
        if (length < form.least()
                || length > form.most()
                || digits == 0
                || HalfWidthText.isLetterOrDigit(text.at(at))) {
            return null;
        }
        return Entropy.ofText(text, from, at) < 2.0
                ? null
                : new Match(start, at, Categories.SECRET, 0.95, "the form of a key of " + form.issuer());
    }

    private static Form[][] byFirst() {
        List<List<Form>> lists = new ArrayList<>();
        for (int i = 0; i < 0x80; i++) {
            lists.add(new ArrayList<>());
        }
        FORMS.forEach(form -> lists.get(form.beginning().charAt(0)).add(form));
        return lists.stream().map(list -> list.toArray(new Form[0])).toArray(Form[][]::new);
    }
}
