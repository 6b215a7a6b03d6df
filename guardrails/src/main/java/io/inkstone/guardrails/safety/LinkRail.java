package io.inkstone.guardrails.safety;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.inkstone.guardrails.Finding;
import io.inkstone.guardrails.LiteralSet;
import io.inkstone.guardrails.Passage;
import io.inkstone.guardrails.Rail;
import io.inkstone.guardrails.Reach;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds links, images that carry data away, and commands that do harm, where nothing that the model was given held them. */
final class LinkRail implements Rail {

    private static final int MOST = 2000;

    private static final Pattern LINK = Pattern.compile(
            "(?i)(?:https?|ftp)://[^\\s<>\"'`(){}\\[\\]，。；、）】》”]+|\\bwww\\.[a-z0-9-]+\\.[^\\s<>\"'`()，。；、）】》”]+");

    private static final Pattern IMAGE = Pattern.compile("!\\[[^\\]\\n]*\\]\\([^)\\s]*\\?[^)\\s]*\\)");

    private static final Pattern COMMAND =
            Pattern.compile("(?i)\\b(?:curl|wget)\\b[^\\n|]+\\|\\s*(?:sudo\\s+)?(?:ba|z|da|k)?sh\\b"
                    + "|\\bpowershell(?:\\.exe)?\\b[^\\n]*\\s-e(?:nc|ncodedcommand)?\\s+[a-z0-9+/=]{8,}"
                    + "|\\b(?:iex|invoke-expression)\\b[^\\n]*(?:downloadstring|invoke-webrequest|iwr)[^\\n]*"
                    + "|\\brm\\s+-(?:rf|fr|r\\s+-f|f\\s+-r)\\s+(?:--no-preserve-root\\s+)?[/~*$][^\\s`]*"
                    + "|\\bbase64\\s+(?:-d|--decode)\\b[^\\n]*\\|\\s*(?:ba|z)?sh\\b");

    /** Where one of the things above begins, folded. */
    private static final LiteralSet BEGINNINGS = LiteralSet.of(List.of(
            "http://",
            "https://",
            "ftp://",
            "www.",
            "![",
            "curl ",
            "wget ",
            "powershell",
            "iex",
            "invoke-expression",
            "rm -",
            "base64 -"));

    /** Reserved for examples (RFC 2606), or of the machine itself. */
    private static final Set<String> HARMLESS =
            Set.of("example.com", "example.org", "example.net", "localhost", "127.0.0.1");

    private record Known(Set<String> links, Set<String> hosts, Set<String> commands) {}

    private final Set<String> allowed;
    private final List<Passage> context;

    /** What the context holds, read when the first link comes, since most answers have none. */
    private @Nullable Known known;

    LinkRail(Set<String> allowed) {
        this(allowed, List.of());
    }

    private LinkRail(Set<String> allowed, List<Passage> context) {
        this.allowed = allowed;
        this.context = context;
    }

    @Override
    public Rail given(List<Passage> of) {
        return new LinkRail(allowed, of);
    }

    @Override
    public List<Finding> find(Passage passage) {
        String text = passage.text();
        List<Finding> findings = new ArrayList<>();
        if (BEGINNINGS.find(FoldedText.of(text)).isEmpty()) {
            return findings;
        }
        Known known = known();
        for (Matcher image = IMAGE.matcher(text); image.find(); ) {
            if (!known.links().contains(image.group())) {
                findings.add(finding(image, image.end(), "image_link", "an image whose address carries data"));
            }
        }
        for (Matcher link = LINK.matcher(text); link.find(); ) {
            int end = linkEnd(text, link.start(), link.end());
            if (!given(text.substring(link.start(), end), known)) {
                findings.add(finding(link, end, "link", "a link that nothing given to the model held"));
            }
        }
        for (Matcher command = COMMAND.matcher(text); command.find(); ) {
            if (!known.commands().contains(command.group())) {
                findings.add(finding(command, command.end(), "command", "a command that fetches and runs, or deletes"));
            }
        }
        findings.sort(Comparator.comparingInt(Finding::start));
        return findings;
    }

    private static Finding finding(Matcher match, int end, String category, String why) {
        return new Finding(LinkRailFactory.NAME, match.start(), end, category, 0.9, why);
    }

    /** Marks at the end belong to the sentence. */
    private static int linkEnd(String text, int start, int from) {
        int end = from;
        while (end > start + 1 && ".,;:!?*_".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    private boolean given(String link, Known known) {
        String host = host(link);
        if (allowed.stream().anyMatch(name -> host.equals(name) || host.endsWith("." + name))
                || HARMLESS.contains(host)
                || known.links().contains(link)) {
            return true;
        }
        return known.hosts().contains(host) && link.indexOf('?') < 0;
    }

    /** The host, behind a user's name and before a port: {@code https://example.org:x@evil.net} goes to the latter. */
    private static String host(String link) {
        int scheme = link.indexOf("://");
        String rest = scheme < 0 ? link : link.substring(scheme + 3);
        int end = 0;
        while (end < rest.length() && "/?#\\".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        String place = rest.substring(0, end);
        String host = place.substring(place.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        int port = host.indexOf(':');
        String bare = port < 0 ? host : host.substring(0, port);
        return bare.startsWith("www.") ? bare.substring(4) : bare;
    }

    private synchronized Known known() {
        if (known == null) {
            known = read(context);
        }
        return known;
    }

    private static Known read(List<Passage> context) {
        Known read = new Known(new HashSet<>(), new HashSet<>(), new HashSet<>());
        for (Passage passage : context) {
            String text = passage.text();
            for (Matcher link = LINK.matcher(text); link.find(); ) {
                String given = text.substring(link.start(), linkEnd(text, link.start(), link.end()));
                read.links().add(given);
                read.hosts().add(host(given));
            }
            addAll(IMAGE.matcher(text), read.links());
            addAll(COMMAND.matcher(text), read.commands());
        }
        return read;
    }

    private static void addAll(Matcher matcher, Set<String> found) {
        while (matcher.find()) {
            found.add(matcher.group());
        }
    }

    @Override
    public Reach reach() {
        return new Reach.Characters(MOST);
    }

    /** Links and images end with a blank or a bracket, commands with their line. */
    @Override
    public int openFrom(CharSequence window) {
        FoldedText folded = FoldedText.of(window);
        int open = BEGINNINGS.openFrom(folded);
        int place = open < folded.length() ? folded.place(open) : window.length();
        for (LiteralSet.Hit hit : BEGINNINGS.find(folded)) {
            int start = folded.place(hit.start());
            if (start < place && !ended(window, start)) {
                place = start;
            }
        }
        return place;
    }

    private static boolean ended(CharSequence window, int start) {
        char first = FoldedText.fold(window.charAt(start));
        boolean link = first == 'h'
                || first == 'f'
                || window.charAt(start) == '!'
                || first == 'w' && window.charAt(start + 1) != 'g' && window.charAt(start + 1) != 'G';
        for (int i = start; i < window.length(); i++) {
            char c = window.charAt(i);
            if (c == '\n' || link && first != '!' && Character.isWhitespace(c) || first == '!' && c == ')') {
                return true;
            }
        }
        return false;
    }
}
