package io.promotionbus.feed;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A semantic version as Kargo reads tags (Masterminds semver v3): a leading {@code v} passes, minor and patch may be left
 * out, build metadata counts for nothing. Numbers are unsigned 64-bit there, so a longer one is no version.
 *
 * @param pre empty for a release
 */
record SemVer(long major, long minor, long patch, String pre) implements Comparable<SemVer> {

    private static final Pattern LOOSE = Pattern.compile("v?([0-9]+)(?:\\.([0-9]+))?(?:\\.([0-9]+))?"
            + "(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?(?:\\+([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?");
    private static final Pattern STRICT =
            Pattern.compile("v?(?:0|[1-9][0-9]*)\\.(?:0|[1-9][0-9]*)\\.(?:0|[1-9][0-9]*)(?:[-+].*)?", Pattern.DOTALL);

    /** {@code strict} asks for all three numbers and no leading zeros, as {@code strictSemvers} does. */
    static Optional<SemVer> parse(String text, boolean strict) {
        Matcher matcher = LOOSE.matcher(text);
        if (!matcher.matches() || (strict && !STRICT.matcher(text).matches())) {
            return Optional.empty();
        }
        String pre = matcher.group(4) == null ? "" : matcher.group(4);
        for (String part : pre.split("\\.")) {
            if (part.length() > 1 && part.charAt(0) == '0' && isNumber(part)) {
                return Optional.empty(); // SemVer 2.0.0, item 9: no leading zeros in numeric identifiers
            }
        }
        try {
            return Optional.of(
                    new SemVer(number(matcher.group(1)), number(matcher.group(2)), number(matcher.group(3)), pre));
        } catch (NumberFormatException tooLarge) {
            return Optional.empty();
        }
    }

    boolean release() {
        return pre.isEmpty();
    }

    @Override
    public int compareTo(SemVer other) {
        int numbers = Long.compareUnsigned(major, other.major);
        numbers = numbers != 0 ? numbers : Long.compareUnsigned(minor, other.minor);
        numbers = numbers != 0 ? numbers : Long.compareUnsigned(patch, other.patch);
        if (numbers != 0 || pre.equals(other.pre)) {
            return numbers;
        }
        if (pre.isEmpty() || other.pre.isEmpty()) {
            return pre.isEmpty() ? 1 : -1;
        }
        return comparePre(pre.split("\\."), other.pre.split("\\."));
    }

    private static int comparePre(String[] left, String[] right) {
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            int part = comparePart(left[i], right[i]);
            if (part != 0) {
                return part;
            }
        }
        return Integer.compare(left.length, right.length);
    }

    /** Numbers are less than texts (SemVer 2.0.0, item 11). */
    private static int comparePart(String left, String right) {
        boolean leftNumber = isNumber(left);
        boolean rightNumber = isNumber(right);
        if (leftNumber && rightNumber) {
            int length = Integer.compare(left.length(), right.length());
            return length != 0 ? length : left.compareTo(right);
        }
        return leftNumber == rightNumber ? left.compareTo(right) : leftNumber ? -1 : 1;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseUnsignedLong(digits);
    }
}
