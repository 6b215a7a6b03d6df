package io.inkstone.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.guardrails.Guard;
import io.inkstone.guardrails.Origin;
import io.inkstone.guardrails.PolicyReader;
import io.inkstone.guardrails.openai.CallRails;
import io.inkstone.guardrails.openai.RequestRails;
import io.inkstone.protocol.Json;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * What the rails of the standard policy add before the first token: the time from a chat's body to the body that may leave,
 * checked and masked, for a prompt of 2 KB.
 */
public final class CallAdmission {

    private static final int PROMPT_BYTES = 2048;
    private static final int WARM_UP = 3000;
    private static final int ROUNDS = 3000;

    private CallAdmission() {}

    /** Measures and prints milliseconds. */
    public static void main(String[] arguments) {
        Machine machine = Machine.here();
        System.out.printf(
                Locale.ROOT,
                "%s, %d processors, %s, %s, load %.1f%n",
                machine.cpu(),
                machine.processors(),
                machine.system(),
                machine.jdk(),
                machine.load());
        for (String rails : new String[] {"", "rails: {injection: off}", "rails: {privacy: off, injection: off}"}) {
            Guard guard = PolicyReader.standard().read(rails).guard("chat.completions");
            for (GuardedText kind : new GuardedText[] {GuardedText.ENGLISH_PROSE, GuardedText.CHINESE_PROSE}) {
                double[] millis = millis(guard, body(kind));
                System.out.printf(
                        Locale.ROOT,
                        "%-38s %-14s median %.3f ms, 99 of 100 within %.3f ms%n",
                        rails.isEmpty() ? "standard policy" : rails,
                        kind,
                        millis[ROUNDS / 2],
                        millis[ROUNDS * 99 / 100]);
            }
        }
    }

    private static double[] millis(Guard guard, ObjectNode body) {
        double[] millis = new double[ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            long started = System.nanoTime();
            CallRails.admit(body, Origin.USER, new RequestRails(guard, new byte[32], Set.of()));
            if (round >= 0) {
                millis[round] = (System.nanoTime() - started) / 1e6;
            }
        }
        Arrays.sort(millis);
        return millis;
    }

    private static ObjectNode body(GuardedText kind) {
        String text = kind.text();
        int end = 0;
        for (int bytes = 0; bytes < PROMPT_BYTES; end++) {
            bytes += text.charAt(end) < 0x80 ? 1 : text.charAt(end) < 0x800 ? 2 : 3;
        }
        ObjectNode body = Json.MAPPER.createObjectNode().put("model", "default");
        body.putArray("messages").addObject().put("role", "user").put("content", text.substring(0, end));
        return body;
    }
}
