package io.promotionbus.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version constraint with the meaning Kargo gives it (Masterminds semver v3): alternatives joined by {@code ||}, each
 * with comparisons joined by comma or space; {@code a - b} is a range; {@code x} and {@code *} stand for any number; a
 * pre-release matches only where one comparison of the same alternative names a pre-release.
 */
final class SemVerRange {

    private static final String VERSION = "v?([0-9|xX*]+)(\\.[0-9|xX*]+)?(\\.[0-9|xX*]+)?"
            + "(-[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?(\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?";
    private static final String OPERATOR = "=>|=<|>=|<=|!=|~>|=|>|<|~|\\^|";
    private static final Pattern HYPHEN = Pattern.compile("\\s*(" + VERSION + ")\\s+-\\s+(" + VERSION + ")\\s*");
    private static final Pattern COMPARISON = Pattern.compile("(" + OPERATOR + ")\\s*(" + VERSION + ")");
    private static final Pattern SEPARATOR = Pattern.compile("\\s*,\\s*|\\s+");

    private final List<List<Comparison>> alternatives;

    private SemVerRange(List<List<Comparison>> alternatives) {
        this.alternatives = alternatives;
    }

    /** Empty for what Kargo would refuse as a constraint. */
    static Optional<SemVerRange> parse(String text) {
        String plain = HYPHEN.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(">= " + match.group(1) + ", <= " + match.group(7) + " "));
        List<List<Comparison>> alternatives = new ArrayList<>();
        for (String alternative : plain.split("\\|\\|", -1)) {
            Optional<List<Comparison>> comparisons = comparisons(alternative.strip());
            if (comparisons.isEmpty()) {
                return Optional.empty();
            }
            alternatives.add(comparisons.get());
        }
        return Optional.of(new SemVerRange(alternatives));
    }

    private static Optional<List<Comparison>> comparisons(String alternative) {
        List<Comparison> comparisons = new ArrayList<>();
        Matcher matcher = COMPARISON.matcher(alternative);
        int at = 0;
        while (at < alternative.length()) {
            matcher.region(at, alternative.length());
            if (!matcher.lookingAt()) {
                return Optional.empty();
            }
            Optional<Comparison> comparison = Comparison.of(matcher.group(1), matcher);
            if (comparison.isEmpty()) {
                return Optional.empty();
            }
            comparisons.add(comparison.get());
            at = matcher.end();
            if (at < alternative.length()) {
                Matcher separator = SEPARATOR.matcher(alternative).region(at, alternative.length());
                if (!separator.lookingAt()) {
                    return Optional.empty();
                }
                at = separator.end();
                if (at == alternative.length()) {
                    return Optional.empty(); // ends with a comma
                }
            }
        }
        return comparisons.isEmpty() ? Optional.empty() : Optional.of(comparisons);
    }

    boolean contains(SemVer version) {
        return alternatives.stream().anyMatch(alternative -> {
            boolean pre = alternative.stream().anyMatch(c -> !c.version().release());
            return (version.release() || pre) && alternative.stream().allMatch(c -> c.holds(version));
        });
    }

    /** How many numbers of the version were given; the rest is open. */
    private enum Given {
        NONE,
        MAJOR,
        MINOR,
        ALL
    }

    private record Comparison(String operator, SemVer version, Given given) {

        static Optional<Comparison> of(String operator, Matcher match) {
            String pre = match.group(6) == null ? "" : match.group(6);
            Given given = open(match.group(3))
                    ? Given.NONE
                    : open(match.group(4)) ? Given.MAJOR : open(match.group(5)) ? Given.MINOR : Given.ALL;
            String numbers = switch (given) {
                case NONE -> "0.0.0";
                case MAJOR -> match.group(3) + ".0.0";
                case MINOR -> match.group(3) + match.group(4) + ".0";
                case ALL -> match.group(3) + match.group(4) + match.group(5);
            };
            return SemVer.parse(numbers + pre, false).map(version -> new Comparison(operator, version, given));
        }

        private static boolean open(String number) {
            return number == null || number.matches("\\.?[xX*]");
        }

        boolean holds(SemVer v) {
            return switch (operator) {
                case "", "=" -> given == Given.ALL ? v.compareTo(version) == 0 : tilde(v);
                case "!=" -> differs(v);
                case ">" -> greater(v);
                case "<" -> v.compareTo(version) < 0;
                case ">=", "=>" -> v.compareTo(version) >= 0;
                case "<=", "=<" -> lessOrEqual(v);
                case "~", "~>" -> tilde(v);
                case "^" -> caret(v);
                default -> throw new IllegalStateException("not an operator: " + operator);
            };
        }

        private boolean sameMajor(SemVer v) {
            return v.major() == version.major();
        }

        private boolean sameMinor(SemVer v) {
            return sameMajor(v) && v.minor() == version.minor();
        }

        private boolean differs(SemVer v) {
            return switch (given) {
                case ALL -> v.compareTo(version) != 0;
                case MINOR ->
                    !sameMinor(v)
                            || ((!v.release() || !version.release()) && !v.pre().equals(version.pre()));
                // With no number at all Masterminds still compares the major, which is zero then.
                case MAJOR -> !sameMajor(v);
                case NONE -> !sameMinor(v) || v.patch() != version.patch() || v.compareTo(version) != 0;
            };
        }

        /** {@code >11} means 12 and above, {@code >11.1} means 11.2 and above. */
        private boolean greater(SemVer v) {
            return switch (given) {
                case ALL, NONE -> v.compareTo(version) > 0;
                case MAJOR -> Long.compareUnsigned(v.major(), version.major()) > 0;
                case MINOR ->
                    sameMajor(v)
                            ? Long.compareUnsigned(v.minor(), version.minor()) > 0
                            : Long.compareUnsigned(v.major(), version.major()) > 0;
            };
        }

        /** {@code <=11} means below 12, {@code <=11.1} means below 11.2. */
        private boolean lessOrEqual(SemVer v) {
            if (given == Given.ALL) {
                return v.compareTo(version) <= 0;
            }
            int major = Long.compareUnsigned(v.major(), version.major());
            return major < 0
                    || (major == 0 && (given == Given.MAJOR || Long.compareUnsigned(v.minor(), version.minor()) <= 0));
        }

        private boolean tilde(SemVer v) {
            if (v.compareTo(version) < 0) {
                return false;
            }
            boolean zero = version.major() == 0 && version.minor() == 0 && version.patch() == 0;
            if (zero && (given == Given.ALL || given == Given.NONE)) {
                return true; // ~0.0.0 and * are special there: everything from zero on
            }
            return given == Given.MAJOR ? sameMajor(v) : sameMinor(v);
        }

        /** The leftmost number that is not zero must stay. */
        private boolean caret(SemVer v) {
            if (v.compareTo(version) < 0) {
                return false;
            }
            if (version.major() != 0 || given == Given.MAJOR) {
                return sameMajor(v);
            }
            if (v.major() != 0) {
                return false;
            }
            if (version.minor() != 0 || given == Given.MINOR) {
                return v.minor() == version.minor();
            }
            return v.minor() == 0 && v.patch() == version.patch();
        }
    }
}
