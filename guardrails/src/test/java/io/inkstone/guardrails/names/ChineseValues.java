package io.inkstone.guardrails.names;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.datafaker.Faker;

/** Made-up values for Chinese sentences. */
final class ChineseValues implements MadeUp {

    private static final List<String> BRANDS = List.of(
            "华", "中", "国", "天", "大", "金", "新", "东", "海", "信", "达", "盛", "通", "联", "恒", "泰", "安", "创", "科", "美", "光",
            "星", "云", "智", "鑫", "瑞", "凯", "博", "远", "宏", "福", "隆", "兴", "宝", "龙", "银", "万", "康", "长", "江", "山", "飞",
            "腾", "迅", "奇", "易", "网", "米", "优", "乐", "维", "德", "力", "银", "诺", "思", "雅", "格", "尔", "沃", "联", "众");

    private static final List<String> INDUSTRIES = List.of(
            "科技", "网络", "信息技术", "电子", "汽车", "地产", "房地产", "食品", "医药", "生物", "能源", "传媒", "影视", "文化", "物流", "证券", "保险",
            "基金", "投资", "银行", "建设", "贸易", "服饰", "家电", "通信", "软件", "教育", "航空", "石油", "钢铁", "珠宝");

    private static final List<String> COMPANY_ENDS =
            List.of("有限公司", "有限责任公司", "股份有限公司", "公司", "集团", "控股", "集团公司", "", "", "", "工作室", "研究院", "中心");

    private static final List<String> BODIES = List.of(
            "大学", "中学", "小学", "医院", "人民医院", "公安局", "教育局", "人民政府", "市政府", "法院", "检察院", "银行", "图书馆", "博物馆", "研究所", "师范大学",
            "理工大学", "日报", "晚报", "电视台", "消防局", "交通局", "税务局", "证监局", "足球队", "俱乐部", "协会", "商会", "委员会", "出版社", "幼儿园", "队",
            "财政局", "规划局", "监管局", "体育局", "民政局", "旅游局");

    private static final List<String> NATIONAL = List.of(
            "国务院", "外交部", "教育部", "财政部", "商务部", "公安部", "国家统计局", "中国证监会", "银监会", "中国人民银行", "国家税务总局", "中国足协", "联合国", "欧盟",
            "世界银行", "美联储", "最高人民法院", "全国人大", "中国科学院", "清华大学", "北京大学", "复旦大学", "新华社", "央视", "发改委", "国家发改委", "住建部", "卫生部",
            "铁道部", "国土资源部", "中国银行", "工商银行", "中国石油");

    private static final List<String> FOREIGN = List.of(
            "斯", "克", "尔", "特", "罗", "马", "里", "拉", "德", "卡", "巴", "莱", "亚", "布", "维", "托", "姆", "伊", "洛", "利", "奥",
            "弗", "格", "伦", "科", "纳", "诺", "塞", "索", "普", "雷", "汉", "森", "曼", "顿", "基", "埃", "戈", "耶", "瓦", "赫", "迪",
            "兰", "杰", "丹", "贝", "戴", "安", "约", "琼", "史", "密", "温", "穆", "佩", "鲁", "尼", "费", "希", "梅", "西", "比", "坦");

    private static final List<String> STREET_ENDS =
            List.of("路", "路", "路", "街", "大街", "大道", "巷", "胡同", "东路", "西路", "南路", "北路", "中路", "西街");

    private static final List<String> JOBS = List.of("工程师", "会计", "设计师", "销售经理", "老师", "司机", "产品经理", "律师", "客服");

    private final NameLists lists;
    private final Random random;
    private final Faker faker;

    ChineseValues(NameLists lists, Random random) {
        this.lists = lists;
        this.random = random;
        this.faker = new Faker(Locale.SIMPLIFIED_CHINESE, random);
    }

    @Override
    public void nextCountry() {
        // All of them are from China.
    }

    @Override
    public String of(String slot) {
        return switch (slot) {
            case "person" -> person();
            case "surname" -> surname();
            case "foreign" -> random.nextInt(3) == 0 ? foreign() + "·" + foreign() : foreign();
            case "place" -> place();
            case "country" -> any(lists.chineseCountries);
            case "org" -> organization();
            case "address" -> address();
            default -> plain(slot);
        };
    }

    private String plain(String slot) {
        return switch (slot) {
            case "nation" -> any(lists.chineseCountries);
            case "job" -> any(JOBS);
            case "age" -> String.valueOf(18 + random.nextInt(70));
            case "phone" -> faker.numerify(any(List.of("1##########", "0##-########", "1## #### ####")));
            case "number" -> faker.numerify("########");
            case "date" ->
                any(List.of(faker.numerify("20##年#月1#日"), faker.numerify("1#月2#日"), faker.numerify("20##-0#-1#")));
            default -> throw new IllegalArgumentException("there is no slot " + slot);
        };
    }

    private String person() {
        if (random.nextInt(12) == 0) {
            return foreign();
        }
        if (random.nextInt(3) == 0) {
            return any(lists.chineseNames);
        }
        String other = any(lists.chineseNames);
        String given = other.substring(other.length() > 3 ? 2 : 1);
        return surname() + (random.nextInt(4) == 0 ? given.substring(given.length() - 1) : given);
    }

    /** More common ones more often. */
    private String surname() {
        List<String> names = lists.chineseSurnames;
        int index = (int) (names.size() * Math.pow(random.nextDouble(), 3));
        return names.get(index);
    }

    private String foreign() {
        StringBuilder name = new StringBuilder();
        for (int i = 2 + random.nextInt(3); i > 0; i--) {
            name.append(any(FOREIGN));
        }
        return name.toString();
    }

    private String place() {
        String division = any(lists.chineseDivisions);
        String place = switch (random.nextInt(7)) {
            case 0 -> any(lists.chineseCountries);
            case 1 -> any(lists.chineseTownships);
            case 2 -> any(lists.chineseDivisions.subList(0, 370)) + division;
            case 3 -> brand() + any(STREET_ENDS);
            default -> division;
        };
        return random.nextInt(3) == 0 ? NameLists.bare(place) : place;
    }

    private String organization() {
        String place = NameLists.bare(any(lists.chineseDivisions.subList(0, 370)));
        return switch (random.nextInt(6)) {
            case 0 -> any(NATIONAL);
            case 1 -> (random.nextBoolean() ? place : place + "市") + any(BODIES);
            case 2 -> place + brand() + any(INDUSTRIES) + any(COMPANY_ENDS);
            case 3 -> brand() + any(INDUSTRIES) + any(COMPANY_ENDS);
            case 4 -> brand() + any(List.of("集团", "公司", "银行", "网", "网络", "汽车", "手机", "队", "地产", "证券", "基金", "大学"));
            default -> place + "市" + any(lists.chineseDivisions) + any(BODIES);
        };
    }

    private String address() {
        StringBuilder address = new StringBuilder();
        if (random.nextInt(3) > 0) {
            address.append(any(lists.chineseDivisions.subList(0, 31)));
        }
        address.append(any(lists.chineseDivisions));
        if (random.nextInt(3) == 0) {
            address.append(any(lists.chineseTownships));
        }
        address.append(brand()).append(any(STREET_ENDS));
        if (random.nextInt(4) > 0) {
            address.append(1 + random.nextInt(999)).append('号');
        }
        if (random.nextInt(3) == 0) {
            address.append(brand()).append(any(List.of("小区", "花园", "大厦", "广场", "公寓", "家园")));
        }
        if (random.nextInt(3) == 0) {
            address.append(1 + random.nextInt(30)).append(any(List.of("栋", "号楼", "幢", "座")));
        }
        if (random.nextInt(3) == 0) {
            address.append(1 + random.nextInt(6))
                    .append("单元")
                    .append(101 + random.nextInt(2500))
                    .append(any(List.of("室", "")));
        }
        return address.toString();
    }

    private String brand() {
        return any(BRANDS) + any(BRANDS) + (random.nextInt(5) == 0 ? any(BRANDS) : "");
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
