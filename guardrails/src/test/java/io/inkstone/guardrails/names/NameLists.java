package io.inkstone.guardrails.names;

import com.hankcs.hanlp.HanLP;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Open lists of names and places; the card of the model says where they are from. */
final class NameLists {

    /** First and family names by country code. */
    final Map<String, List<String>> forenames = new TreeMap<>();

    final Map<String, List<String>> surnames = new TreeMap<>();

    /** City, region and country. */
    final List<List<String>> cities = new ArrayList<>();

    final List<String> countries = new ArrayList<>();
    final List<String> chineseCountries = new ArrayList<>();

    /** Provinces, cities, counties and townships of China, the larger ones first. */
    final List<String> chineseDivisions = new ArrayList<>();

    final List<String> chineseTownships = new ArrayList<>();

    /** Surnames of China, the more common ones first, and full names. */
    final List<String> chineseSurnames = new ArrayList<>();

    final List<String> chineseNames = new ArrayList<>();

    /** More first and family names in Latin letters. */
    final List<String> englishNames = new ArrayList<>();

    private NameLists() {}

    static NameLists read(Path corpora) throws IOException {
        NameLists lists = new NameLists();
        lists.names(corpora.resolve("forenames.csv"), lists.forenames, "Country", "Localized Name", "Romanized Name");
        lists.names(corpora.resolve("surnames.csv"), lists.surnames, "Country", "Localized Name", "Romanized Name");
        for (String line : lines(corpora.resolve("world-cities.csv"))) {
            List<String> columns = columns(line);
            lists.cities.add(List.of(columns.get(0), columns.get(2), columns.get(1)));
        }
        for (String file : List.of("provinces", "cities", "areas")) {
            for (String line : lines(corpora.resolve("china-" + file + ".csv"))) {
                lists.chineseDivisions.add(columns(line).get(1));
            }
        }
        for (String line : lines(corpora.resolve("china-streets.csv"))) {
            lists.chineseTownships.add(columns(line).get(1));
        }
        for (String name : lines(corpora.resolve("english-names.txt"))) {
            if (name.length() > 2) {
                lists.englishNames.add(Character.toUpperCase(name.charAt(0)) + name.substring(1));
            }
        }
        lists.surnames.getOrDefault("CN", List.of()).stream()
                .filter(name -> Tokens.isHan(name.charAt(0)))
                .forEach(lists.chineseSurnames::add);
        for (String written : lines(corpora.resolve("chinese-names.txt"))) {
            String name = HanLP.convertToSimplifiedChinese(written);
            if (name.length() > 1
                    && name.length() < 4
                    && name.chars().allMatch(sign -> Tokens.isHan((char) sign))
                    && lists.chineseSurnames.contains(name.substring(0, 1))) {
                lists.chineseNames.add(name);
            }
        }
        for (String code : Locale.getISOCountries()) {
            Locale country = new Locale("", code);
            lists.countries.add(country.getDisplayCountry(Locale.ENGLISH));
            lists.chineseCountries.add(country.getDisplayCountry(Locale.SIMPLIFIED_CHINESE));
        }
        return lists;
    }

    private void names(Path file, Map<String, List<String>> into, String country, String... columns)
            throws IOException {
        List<String> header = columns(Files.readAllLines(file).get(0).replace("\ufeff", ""));
        for (String line : lines(file)) {
            List<String> row = columns(line);
            Set<String> names = new LinkedHashSet<>();
            for (String column : columns) {
                names.add(row.get(header.indexOf(column)).strip());
            }
            names.removeIf(String::isEmpty);
            into.computeIfAbsent(row.get(header.indexOf(country)), code -> new ArrayList<>())
                    .addAll(names);
        }
    }

    /** A Chinese division without the word for what it is. */
    static String bare(String division) {
        for (String end : List.of("自治区", "自治州", "自治县", "特别行政区", "地区", "街道", "省", "市", "区", "县", "镇", "乡", "盟")) {
            if (division.endsWith(end) && division.length() > end.length() + 1) {
                return division.substring(0, division.length() - end.length());
            }
        }
        return division;
    }

    private static List<String> lines(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return lines.subList(1, lines.size());
    }

    /** The columns of a line; none of the lists has quotes within quotes. */
    static List<String> columns(String line) {
        List<String> columns = new ArrayList<>();
        StringBuilder column = new StringBuilder();
        boolean quoted = false;
        for (char sign : line.toCharArray()) {
            if (sign == '"') {
                quoted = !quoted;
            } else if (sign == ',' && !quoted) {
                columns.add(column.toString());
                column.setLength(0);
            } else {
                column.append(sign);
            }
        }
        columns.add(column.toString());
        return columns;
    }
}
