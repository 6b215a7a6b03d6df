package io.inkstone.documents.linking;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A unit of measurement, of which headers bear the sign ("Wait (sec)") and requests the name ("5 minutes").
 *
 * @param dimension what is measured
 * @param factor how many of the dimension's base unit it is
 */
public record Unit(Dimension dimension, double factor) {

    /** What a unit measures. */
    public enum Dimension {
        TIME,
        MASS,
        AREA,
        VOLUME,
        LENGTH,
        ENERGY,
        MONEY
    }

    private static final double HOUR = 3600;
    private static final Map<String, Unit> NAMES = new HashMap<>();

    static {
        name(Dimension.TIME, 1, "s", "sec", "secs", "second", "seconds", "秒", "秒钟");
        name(Dimension.TIME, 60, "min", "mins", "minute", "minutes", "分", "分钟");
        name(Dimension.TIME, HOUR, "h", "hr", "hrs", "hour", "hours", "小时", "钟头", "时");
        name(Dimension.TIME, 24 * HOUR, "d", "day", "days", "天", "日");
        name(Dimension.MASS, 1, "g", "gram", "grams", "克");
        name(Dimension.MASS, 1e3, "kg", "kgs", "kilo", "kilos", "kilogram", "kilograms", "公斤", "千克");
        name(Dimension.MASS, 500, "斤");
        name(Dimension.MASS, 1e6, "t", "ton", "tons", "tonne", "tonnes", "吨");
        name(Dimension.AREA, 1, "㎡", "m2", "m²", "sqm", "平", "平米", "平方", "平方米");
        name(Dimension.VOLUME, 1, "m3", "m³", "cbm", "立方", "立方米", "方");
        name(Dimension.VOLUME, 1e-3, "l", "litre", "litres", "liter", "liters", "升");
        name(Dimension.LENGTH, 1, "m", "metre", "metres", "meter", "meters", "米");
        name(Dimension.LENGTH, 1e3, "km", "kms", "kilometre", "kilometres", "kilometer", "kilometers", "公里", "千米");
        name(Dimension.ENERGY, 1, "kwh", "度", "千瓦时");
        name(Dimension.ENERGY, 1e3, "mwh", "兆瓦时");
        name(Dimension.MONEY, 1, "元", "块", "块钱", "人民币", "yuan", "rmb", "cny");
        name(Dimension.MONEY, 1e4, "万元", "万块");
    }

    private static final Pattern OF_HEADER = Pattern.compile("[(（\\[【]([^)）\\]】/]{1,6})[)）\\]】]");

    /** A unit's name right after a number. */
    private static final Pattern FOLLOWING =
            Pattern.compile("^[ -]?(?:([a-z]+[23²³]?)(?![\\p{L}\\p{N}&&[^\\p{IsHan}]])|(\\p{IsHan}{1,3}|㎡))");

    private static void name(Dimension dimension, double factor, String... names) {
        Stream.of(names).forEach(name -> NAMES.put(RequestText.fold(name), new Unit(dimension, factor)));
    }

    /** The unit that a word names. */
    static Optional<Unit> named(String word) {
        return Optional.ofNullable(NAMES.get(word.toLowerCase(Locale.ROOT)));
    }

    /** All names of a unit. */
    static List<String> namesOf(Unit unit) {
        return NAMES.entrySet().stream()
                .filter(name -> name.getValue().equals(unit))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** The Chinese names of units, the longest first. */
    static List<String> chineseNames() {
        return NAMES.keySet().stream()
                .filter(name -> name.length() > 1 && RequestText.hasHan(name))
                .sorted((a, b) -> b.length() - a.length())
                .toList();
    }

    /** The unit that a header states in brackets. */
    public static Optional<Unit> ofHeader(String header) {
        Matcher brackets = OF_HEADER.matcher(header);
        return brackets.find() ? named(RequestText.fold(brackets.group(1))) : Optional.empty();
    }

    /**
     * What a number of this unit is in that of a header.
     *
     * @return the factor; empty where the header states none, or one of another dimension
     */
    public Optional<Double> in(String header) {
        return ofHeader(header).filter(other -> other.dimension == dimension).map(other -> factor / other.factor);
    }

    /** A unit and where its name ends. */
    record Following(Unit unit, int length) {}

    /** The unit whose name begins a text. */
    static Optional<Following> beginning(String text) {
        Matcher following = FOLLOWING.matcher(text);
        if (!following.find()) {
            return Optional.empty();
        }
        if (following.group(1) != null) {
            return named(following.group(1)).map(unit -> new Following(unit, following.end()));
        }
        String signs = following.group(2);
        for (int length = signs.length(); length > 0; length--) {
            Optional<Unit> unit = named(signs.substring(0, length));
            if (unit.isPresent()) {
                int end = following.start(2) + length;
                return unit.map(found -> new Following(found, end));
            }
        }
        return Optional.empty();
    }
}
