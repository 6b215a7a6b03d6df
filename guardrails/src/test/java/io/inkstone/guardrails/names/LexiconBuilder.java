package io.inkstone.guardrails.names;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import net.datafaker.Faker;

/** Gathers what words are known as, from open lists and from the corpora's own ordinary words. */
final class LexiconBuilder {

    private static final int SAMPLES = 6_000;

    private static final List<String> STREET = List.of(
            "street",
            "st",
            "road",
            "rd",
            "avenue",
            "ave",
            "lane",
            "ln",
            "drive",
            "dr",
            "court",
            "ct",
            "boulevard",
            "blvd",
            "way",
            "place",
            "square",
            "terrace",
            "close",
            "crescent",
            "parkway",
            "highway",
            "hwy",
            "mews",
            "rue",
            "via",
            "viale",
            "corso",
            "piazza",
            "calle",
            "avenida",
            "plaza",
            "rua",
            "strasse",
            "straße",
            "weg",
            "platz",
            "gasse",
            "straat",
            "laan",
            "gata",
            "gatan",
            "gade",
            "vej",
            "veien",
            "gate",
            "katu",
            "tie",
            "ul",
            "ulica",
            "utca",
            "ulitsa",
            "sokak",
            "cad",
            "apt",
            "suite",
            "unit",
            "flat",
            "box",
            "po",
            "apartment",
            "floor",
            "building",
            "route",
            "chemin",
            "quai",
            "allee",
            "psc",
            "apo",
            "fpo",
            "dpo",
            "路",
            "街",
            "巷",
            "号",
            "弄",
            "栋",
            "室",
            "楼",
            "村",
            "胡同",
            "大街",
            "大道",
            "小区",
            "单元",
            "号楼",
            "大厦",
            "广场");

    private static final List<String> COMPANY = List.of(
            "inc",
            "llc",
            "ltd",
            "gmbh",
            "ag",
            "corp",
            "corporation",
            "co",
            "plc",
            "spa",
            "bv",
            "ab",
            "oy",
            "company",
            "group",
            "bank",
            "university",
            "college",
            "institute",
            "hospital",
            "association",
            "foundation",
            "agency",
            "partners",
            "holdings",
            "technologies",
            "systems",
            "software",
            "solutions",
            "consulting",
            "ministry",
            "department",
            "committee",
            "council",
            "party",
            "union",
            "church",
            "school",
            "museum",
            "club",
            "airlines",
            "motors",
            "insurance",
            "公司",
            "集团",
            "银行",
            "大学",
            "医院",
            "学校",
            "中学",
            "小学",
            "政府",
            "法院",
            "委员会",
            "研究院",
            "研究所",
            "协会",
            "有限",
            "股份",
            "俱乐部",
            "电视台",
            "日报",
            "晚报",
            "部",
            "局",
            "厅",
            "院",
            "社",
            "队",
            "网");

    private final Map<Integer, Integer> masks = new HashMap<>();
    private final Map<Integer, Integer> lowerCase = new HashMap<>();

    static Lexicon build(NameLists lists, List<Example> real) {
        LexiconBuilder builder = new LexiconBuilder();
        builder.western(lists);
        builder.chinese(lists);
        builder.samples();
        STREET.forEach(word -> builder.add(word, Lexicon.STREET));
        COMPANY.forEach(word -> builder.add(word, Lexicon.COMPANY));
        Nationalities.ADJECTIVES.forEach(word -> {
            builder.add(word, Lexicon.NATIONALITY);
            builder.add(word + "s", Lexicon.NATIONALITY);
        });
        builder.ordinaryWords(real);
        return Lexicon.of(builder.masks);
    }

    private void western(NameLists lists) {
        lists.forenames.values().forEach(names -> names.forEach(name -> words(name, Lexicon.FORENAME)));
        lists.surnames.values().forEach(names -> names.forEach(name -> words(name, Lexicon.SURNAME)));
        lists.englishNames.forEach(name -> words(name, Lexicon.FORENAME));
        for (List<String> city : lists.cities) {
            words(city.get(0), Lexicon.PLACE);
            words(city.get(1), Lexicon.PLACE);
        }
        lists.countries.forEach(country -> words(country, Lexicon.COUNTRY));
    }

    private void chinese(NameLists lists) {
        ChineseWords.forEach((word, nature) -> {
            if (word.length() > 1) {
                add(
                        word,
                        switch (nature) {
                            case "nr", "nrf", "nrj" -> Lexicon.FORENAME;
                            case "ns", "nsf" -> Lexicon.PLACE;
                            case "nt", "nto", "ntc", "ntu", "nz" -> Lexicon.COMPANY;
                            default -> Lexicon.COMMON;
                        });
            }
        });
        lists.chineseSurnames.forEach(name -> add(name, Lexicon.SURNAME));
        lists.chineseCountries.forEach(name -> add(name, Lexicon.COUNTRY));
        lists.chineseDivisions.forEach(name -> {
            add(name, Lexicon.PLACE);
            add(NameLists.bare(name), Lexicon.PLACE);
        });
    }

    private void samples() {
        for (String tag : EnglishWords.LOCALES) {
            Faker faker = new Faker(Locale.forLanguageTag(tag), new Random(tag.hashCode()));
            for (int i = 0; i < SAMPLES; i++) {
                words(faker.name().firstName(), Lexicon.FORENAME);
                words(faker.name().lastName(), Lexicon.SURNAME);
            }
        }
    }

    /** Words that real texts write small are ordinary ones, unless they are known as a name far more often. */
    private void ordinaryWords(List<Example> real) {
        for (Example example : real) {
            Tokens tokens = Tokens.of(example.text());
            for (int i = 0; i < tokens.count(); i++) {
                if (tokens.kind(i) == Tokens.WORD && tokens.shape(i) == Shape.LOWER) {
                    lowerCase.merge(tokens.form(i), 1, Integer::sum);
                }
            }
        }
        lowerCase.forEach((form, count) -> {
            if (count > 1) {
                masks.merge(form, Lexicon.COMMON, (a, b) -> a | b);
            }
        });
    }

    /** Each word of a name, without the particles. */
    private void words(String name, int mask) {
        Tokens tokens = Tokens.of(name);
        for (int i = 0; i < tokens.count(); i++) {
            if (tokens.kind(i) == Tokens.WORD && tokens.end(i) - tokens.start(i) > 2 && Shape.stands(tokens.shape(i))) {
                masks.merge(tokens.form(i), mask, (a, b) -> a | b);
            }
        }
    }

    private void add(String word, int mask) {
        if (!word.isEmpty() && (!Tokens.isHan(word.charAt(0)) || word.length() <= Lexicon.LONGEST_HAN)) {
            masks.merge(Hash.of(word), mask, (a, b) -> a | b);
        }
    }
}
