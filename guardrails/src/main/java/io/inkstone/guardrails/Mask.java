package io.inkstone.guardrails;

import io.inkstone.guardrails.Guard.ActiveRail;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Hides private texts behind placeholders such as {@code [PERSON_k7tq]}, and brings them back. One text has one placeholder
 * wherever it stands, and the same in every request of a tenant: the code is a keyed hash (HMAC-SHA256), which nobody without the key
 * can compute from a guess. The originals live in this object alone. Not thread-safe.
 *
 * <p>{@link #learn} the texts that say the most before any is hidden: what is found in one is hidden in all.
 */
public final class Mask {

    /** Digits and consonants that are not taken for one another and spell no words. */
    private static final String CODE = "23456789bcdfghjkmnpqrtvwxz";

    private static final int CODE_LENGTH = 4;

    private final @Nullable ActiveRail rail;
    private final byte[] key;
    private final Map<String, String> placeholders = new HashMap<>();
    private final Map<String, String> originals = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    private @Nullable LiteralSet known;

    Mask(@Nullable ActiveRail rail, byte[] key) {
        this.rail = rail;
        this.key = key.clone();
    }

    private boolean covers(Origin origin) {
        return rail != null && rail.rule().on().contains(origin) && rail.rule().action() == Action.REDACT;
    }

    /** Finds what has to be hidden. */
    public void learn(Passage passage) {
        ActiveRail active = rail;
        if (active == null || !covers(passage.origin())) {
            return;
        }
        for (Guard.Ruled ruled : Guard.ruled(passage, List.of(active))) {
            Finding finding = ruled.finding();
            if (finding.category().equals(Guard.RAIL_FAILED)) {
                throw new IllegalStateException("the rail '" + active.name() + "' failed: " + finding.why());
            }
            findings.add(finding);
            String original = passage.text().substring(finding.start(), finding.end());
            if (!placeholders.containsKey(original)) {
                name(original, finding.category());
                known = null;
            }
        }
    }

    /** A text with everything that was learnt replaced, wherever it stands in it. */
    public String hide(String text) {
        return isEmpty() ? text : replaced(text, literals(), placeholders::get);
    }

    /** Whether nothing was learnt, so that texts stay as they are. */
    public boolean isEmpty() {
        return placeholders.isEmpty();
    }

    /** What was found, by places in the texts that were learnt. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** A text with the originals back, also where a model wrote a placeholder in another case or without its brackets. */
    public String restore(String text) {
        return restore(text, UnaryOperator.identity());
    }

    /** The same, where originals have to be written in another way; see {@link #restoring}. */
    public String restore(String text, UnaryOperator<String> written) {
        if (isEmpty()) {
            return text;
        }
        Restorer restorer = restoring(written);
        return restorer.accept(text) + restorer.finish();
    }

    /**
     * Brings originals back in a text that is still coming.
     *
     * @param written e.g. with the escapes of JSON, for a text that is JSON
     */
    public Restorer restoring(UnaryOperator<String> written) {
        return new Restorer(originals, written);
    }

    private void name(String original, String category) {
        String type = category.toUpperCase(Locale.ROOT);
        String code = code(type, original);
        int length = CODE_LENGTH;
        String placeholder;
        do {
            placeholder = type + "_" + code.substring(0, length++);
        } while (originals.containsKey(placeholder));
        placeholders.put(original, "[" + placeholder + "]");
        originals.put(placeholder, original);
    }

    private String code(String type, String original) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] hash = mac.doFinal((type + "\0" + original).getBytes(StandardCharsets.UTF_8));
            StringBuilder code = new StringBuilder();
            for (byte b : hash) {
                code.append(CODE.charAt(Math.floorMod(b, CODE.length())));
            }
            return code.toString();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is a part of every Java", e);
        }
    }

    private LiteralSet literals() {
        LiteralSet current = known;
        if (current == null) {
            current = LiteralSet.of(placeholders.keySet());
            known = current;
        }
        return current;
    }

    private static String replaced(String text, LiteralSet literals, Function<String, @Nullable String> replacement) {
        StringBuilder result = new StringBuilder();
        int at = 0;
        List<LiteralSet.Hit> hits = new ArrayList<>(literals.find(text));
        hits.sort(Comparator.comparingInt(LiteralSet.Hit::start)
                .thenComparing(Comparator.comparingInt(LiteralSet.Hit::end).reversed()));
        for (LiteralSet.Hit hit : hits) {
            if (hit.start() >= at && standsAlone(text, hit)) {
                String original = text.substring(hit.start(), hit.end());
                String other = Optional.ofNullable(replacement.apply(original)).orElse(original);
                result.append(text, at, hit.start()).append(other);
                at = hit.end();
            }
        }
        return at == 0 ? text : result.append(text, at, text.length()).toString();
    }

    /** Not a part of a longer Latin word or number: "Ann" is none in "Annual". */
    private static boolean standsAlone(String text, LiteralSet.Hit hit) {
        return !(joins(text, hit.start()) || joins(text, hit.end()));
    }

    private static boolean joins(String text, int place) {
        return place > 0 && place < text.length() && latin(text.charAt(place - 1)) && latin(text.charAt(place));
    }

    private static boolean latin(char sign) {
        return Character.isLetterOrDigit(sign) && sign < 0x2E80;
    }
}
