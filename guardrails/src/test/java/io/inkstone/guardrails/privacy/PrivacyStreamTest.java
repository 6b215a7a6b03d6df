package io.inkstone.guardrails.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.guardrails.Finding;
import io.inkstone.guardrails.Guard;
import io.inkstone.guardrails.Origin;
import io.inkstone.guardrails.Passage;
import io.inkstone.guardrails.PolicyReader;
import io.inkstone.guardrails.StreamGuard;
import io.inkstone.guardrails.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PrivacyStreamTest {

    private static final String HEX = "9f8e7d6c5b4a39281706f5e4d3c2b1a0";

    private static final List<String> ITEMS = List.of(
            "11010519491231002X",
            "110105 19491231 002X",
            "１３８１２３４５６７８",
            "+86 138 1234 5678",
            "(415) 555-2671",
            "010-62345678",
            "6222 0212 3456 7890 128",
            "4111-1111-1111-1111",
            "京A12345",
            "粤B·D1234F",
            "91350100M000100Y43",
            "jane.doe@mail.example.com",
            "192.168.1.100",
            "2001:db8:85a3:0:0:8a2e:370:7334",
            "GB82 WEST 1234 5698 7654 32",
            "123-45-6789",
            "ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a",
            "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0." + HEX.repeat(8),
            "-----BEGIN " + "PRIVATE KEY-----\n" + (HEX + HEX + "\n").repeat(12) + "-----END PRIVATE KEY-----");

    /** Found by the words before them. */
    private static final List<String> LABELLED = List.of(
            "DOB: May 3, 1980",
            "护照E12345678",
            "zip code 94043",
            "password = \"hunter2!x\"",
            "api_key: " + HEX,
            "https://bot:p4ss@example.com/x",
            "my driver's license number is D1234567",
            "密码是abc@123");

    private static final List<String> PROSE = List.of(
            "The committee met on Tuesday",
            "a (long) debate followed:",
            "nobody, not even the chair, was happy",
            "3 of 12 members left",
            "今天天气很好",
            "云南和四川的代表也是这样认为的",
            "订单号 20260101",
            "《红楼梦》第12回",
            "it costs 9.99 or so",
            "don't @ me",
            "see a.b.c");

    private static final List<String> GLUE = List.of(" ", ", ", "。", "，", "\n", ". ", "; ", " - ", "：", "（");

    private final Guard guard = PolicyReader.standard()
            .only("privacy")
            .read("rails: {privacy: {on: [model], categories: " + Categories.STANDARD + "}}")
            .guard("chat.completions");

    @Test
    void gives_the_same_as_the_whole_check_however_a_text_is_cut() {
        for (int seed = 0; seed < 1500; seed++) {
            Random random = new Random(seed);
            String text = text(random);
            Verdict whole = guard.check(Passage.of(Origin.MODEL, text));
            StreamGuard stream = guard.stream(Origin.MODEL);

            String out = streamed(stream, text, random);

            String expected = whole instanceof Verdict.Redact redact ? redact.text() : text;
            assertThat(out).as("seed %d: %s", seed, text).isEqualTo(expected);
            assertThat(stream.findings()).as("seed %d", seed).isEqualTo(whole.findings());
            ITEMS.forEach(item -> assertThat(out).doesNotContain(item.substring(0, item.length() - 2)));
        }
    }

    @Test
    void never_lets_a_character_of_an_item_out() {
        for (String item : ITEMS) {
            String text = "今天 " + item + " and so on";
            List<Finding> findings = guard.check(Passage.of(Origin.MODEL, text)).findings();
            assertThat(findings).as(item).hasSize(1);
            Guard blocking = PolicyReader.standard()
                    .only("privacy")
                    .read("rails: {privacy: {on: [model], action: block, categories: " + Categories.STANDARD + "}}")
                    .guard("x");
            for (int piece = 1; piece < 9; piece++) {
                StreamGuard stream = blocking.stream(Origin.MODEL);
                StringBuilder out = new StringBuilder();
                for (int at = 0; at < text.length(); at += piece) {
                    out.append(stream.accept(text.substring(at, Math.min(text.length(), at + piece))));
                }
                out.append(stream.finish());
                assertThat(out.toString())
                        .as(item)
                        .isEqualTo(text.substring(0, findings.get(0).start()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The committee met on Tuesday. ",
                "Nobody was happy, not even the chair: ",
                "\"Why?\" she asked; ",
                "今天天气很好，",
                "委员会星期二开会讨论了明年的预算",
                "他说：",
                "《红楼梦》第十二回（上）",
                "It took 12 people and 3 days. ",
                "- one\n- two\n",
                "x = y + z;\n"
            })
    void releases_prose_at_once(String prose) {
        assertThat(open(prose)).isEqualTo(prose.length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "call |138",
                "call |+",
                "call |(",
                "write to |jane.d",
                "write to |jane@",
                "a number 138 and |13",
                "车牌是|京",
                "车牌是|京A·",
                "key |sk-",
                "a |-----BEGIN RSA PRIV",
                "password: |abc",
                "https://|user:pw",
                "born on |May ",
                "born on |May 3",
                "IBAN |GB82 WEST"
            })
    void holds_what_may_become_an_item_and_no_more(String text) {
        assertThat(open(text.replace("|", ""))).isEqualTo(text.indexOf('|'));
    }

    private static int open(String text) {
        return new PrivacyRail(List.of(new StructuredRail(Set.copyOf(Categories.STANDARD)))).openFrom(text);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int parts = 3 + random.nextInt(12);
        for (int i = 0; i < parts; i++) {
            List<String> kind = List.of(PROSE, ITEMS, PROSE, LABELLED).get(random.nextInt(4));
            text.append(kind.get(random.nextInt(kind.size())));
            text.append(GLUE.get(random.nextInt(GLUE.size())));
        }
        return text.toString();
    }

    private static String streamed(StreamGuard stream, String text, Random random) {
        List<String> out = new ArrayList<>();
        int most = 1 + random.nextInt(30);
        for (int at = 0; at < text.length(); ) {
            int next = Math.min(text.length(), at + 1 + random.nextInt(most));
            out.add(stream.accept(text.substring(at, next)));
            at = next;
        }
        out.add(stream.finish());
        return String.join("", out);
    }
}
