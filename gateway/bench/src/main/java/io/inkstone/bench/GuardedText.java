package io.inkstone.bench;

import java.nio.charset.StandardCharsets;

/** Texts of one megabyte for rails to look at: prose, and what is made to be slow to look at. */
enum GuardedText {
    ENGLISH_PROSE("""
            The committee met on Tuesday to discuss the budget for the coming year, and after a long debate it agreed that the \
            library should stay open until nine. Nobody was happy with it: the staff had asked for 3 more people, the readers for \
            longer hours, and "a place to sit" was all that the students wanted. In 2019 there had been 412 seats.
            """),
    CHINESE_PROSE("""
            委员会星期二开会讨论了明年的预算，经过长时间的辩论，大家同意图书馆应该开放到晚上九点。没有人对此感到满意：工作人员要求增加3个人，\
            读者希望延长开放时间，而学生们只想“有个座位”。云南和四川的代表也是这样认为的，2019年那里有412个座位。
            """),
    /** All of those below in turn. */
    ADVERSARIAL(
            "1".repeat(300),
            "1 2 3 4 ".repeat(40),
            "1234 ".repeat(60),
            "138-".repeat(80),
            "1.".repeat(150),
            "a@".repeat(150),
            "a.".repeat(150) + "@",
            "((((".repeat(80),
            "password=".repeat(40),
            "e=".repeat(150),
            "http://".repeat(50),
            "a:b1:".repeat(60),
            "-----BEGIN ".repeat(30),
            "eyJ1.".repeat(60),
            "sk-1".repeat(80),
            "京A1".repeat(80),
            "a".repeat(300) + "!"),
    DIGIT_RUN("1"),
    DIGIT_GROUPS("1234 "),
    AT_SIGNS("a@"),
    ASSIGNMENTS("password="),
    LISTED_PHONES("13812345678 ");

    private static final int BYTES = 1_000_000;

    private final String[] parts;

    GuardedText(String... parts) {
        this.parts = parts;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        int bytes = 0;
        for (int i = 0; bytes < BYTES; i = (i + 1) % parts.length) {
            text.append(parts[i]);
            bytes += parts[i].getBytes(StandardCharsets.UTF_8).length;
        }
        return text.toString();
    }

    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
