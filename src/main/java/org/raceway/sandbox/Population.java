package org.raceway.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.EnterpriseKind;

/**
 * The enterprises of the simulated cluster: invented names, real counties of Liaocheng, codes under GS1's
 * demonstration prefix 952.
 */
final class Population {
    private record County(
            String code, String name, String englishName, double latitude, double longitude, int weight) {}

    private record KindOf(EnterpriseKind kind, int small, int traced, int share, String suffix, String englishSuffix) {}

    private static final County[] COUNTIES = {
        new County("371581", "临清", "Linqing", 36.78, 115.64, 58),
        new County("371502", "东昌府", "Dongchangfu", 36.45, 115.98, 14),
        new County("371525", "冠县", "Guanxian", 36.48, 115.44, 10),
        new County("371526", "高唐", "Gaotang", 36.86, 116.23, 4),
        new County("371503", "茌平", "Chiping", 36.59, 116.25, 4),
        new County("371521", "阳谷", "Yanggu", 36.11, 115.79, 4),
        new County("371522", "莘县", "Shenxian", 36.24, 115.67, 3),
        new County("371524", "东阿", "Dong'e", 36.33, 116.25, 3),
    };

    // share: of 1,000 enterprises that are registered but not traced
    private static final KindOf[] KINDS = {
        new KindOf(EnterpriseKind.ASSEMBLER, 3, 8, 330, "轴承有限公司", "Bearing Co., Ltd."),
        new KindOf(EnterpriseKind.STEEL_MILL, 2, 2, 2, "特钢有限公司", "Special Steel Co., Ltd."),
        new KindOf(EnterpriseKind.TRADER, 2, 3, 40, "钢材贸易有限公司", "Steel Trading Co., Ltd."),
        new KindOf(EnterpriseKind.BAR_AND_TUBE, 1, 2, 24, "钢管有限公司", "Bar and Tube Co., Ltd."),
        new KindOf(EnterpriseKind.FORGE, 3, 6, 110, "锻造有限公司", "Forging Co., Ltd."),
        new KindOf(EnterpriseKind.RING_TURNER, 3, 7, 180, "轴承套圈有限公司", "Bearing Rings Co., Ltd."),
        new KindOf(EnterpriseKind.HEAT_TREATER, 2, 4, 50, "热处理有限公司", "Heat Treatment Co., Ltd."),
        new KindOf(EnterpriseKind.GRINDER, 3, 6, 120, "精密磨削有限公司", "Precision Grinding Co., Ltd."),
        new KindOf(EnterpriseKind.BALL_MAKER, 1, 3, 28, "钢球有限公司", "Steel Ball Co., Ltd."),
        new KindOf(EnterpriseKind.CAGE_MAKER, 1, 2, 56, "保持架有限公司", "Bearing Cage Co., Ltd."),
        new KindOf(EnterpriseKind.SEAL_MAKER, 1, 2, 20, "密封件有限公司", "Seals Co., Ltd."),
        new KindOf(EnterpriseKind.WAREHOUSE, 2, 3, 10, "仓储物流有限公司", "Warehousing Co., Ltd."),
        new KindOf(EnterpriseKind.DISTRIBUTOR, 4, 6, 30, "轴承销售有限公司", "Bearing Sales Co., Ltd."),
        new KindOf(EnterpriseKind.BANK, 2, 2, 0, "农商银行", "Rural Commercial Bank"),
        new KindOf(EnterpriseKind.INSTITUTE, 1, 1, 0, "轴承技术研究院", "Bearing Technology Institute"),
        new KindOf(EnterpriseKind.BUREAU, 1, 1, 0, "工业和信息化局", "Bureau of Industry and Information Technology"),
        new KindOf(EnterpriseKind.OPERATOR, 1, 1, 0, "产业大脑运营有限公司", "Industry Brain Operations Co., Ltd."),
    };

    private static final String[][] FIRST = {
        {"珩", "Heng"}, {"砺", "Li"}, {"泓", "Hong"}, {"旻", "Min"}, {"翎", "Ling"}, {"骅", "Hua"}, {"湛", "Zhan"},
        {"澄", "Cheng"}, {"穹", "Qiong"}, {"昱", "Yu"}, {"岚", "Lan"}, {"璟", "Jing"}, {"霁", "Ji"}, {"弘", "Hong"},
        {"铮", "Zheng"}, {"琅", "Lang"}, {"炜", "Wei"}, {"沅", "Yuan"}, {"桓", "Huan"}, {"栩", "Xu"}, {"钧", "Jun"},
        {"衍", "Yan"}, {"奕", "Yi"}, {"朔", "Shuo"}, {"溪", "Xi"}, {"樾", "Yue"}, {"祺", "Qi"}, {"锴", "Kai"},
        {"澜", "Lan"}, {"彧", "Yu"}, {"笙", "Sheng"}, {"曜", "Yao"}, {"湜", "Shi"}, {"瀚", "Han"}, {"翊", "Yi"},
        {"聿", "Yu"}, {"屹", "Yi"}, {"汀", "Ting"}, {"辂", "Lu"}, {"昕", "Xin"}
    };

    private static final String[][] SECOND = {
        {"岳", "yue"}, {"川", "chuan"}, {"衡", "heng"}, {"枢", "shu"}, {"恪", "ke"}, {"轩", "xuan"}, {"垣", "yuan"},
        {"毅", "yi"}, {"旋", "xuan"}, {"韬", "tao"}, {"钰", "yu"}, {"铠", "kai"}, {"淳", "chun"}, {"峻", "jun"},
        {"禾", "he"}, {"蔚", "wei"}, {"晟", "sheng"}, {"廷", "ting"}, {"珏", "jue"}, {"烁", "shuo"}, {"骐", "qi"},
        {"策", "ce"}, {"澍", "shu"}, {"渡", "du"}, {"昶", "chang"}, {"朗", "lang"}, {"桥", "qiao"}, {"棠", "tang"},
        {"谦", "qian"}, {"越", "yue"}
    };

    final List<Firm> all = new ArrayList<>();
    private final Map<EnterpriseKind, List<Firm>> traced = new EnumMap<>(EnterpriseKind.class);

    Population(SandboxSize size, long seed) {
        Dice dice = Dice.of(seed, -1);
        Set<String> names = new HashSet<>();
        for (KindOf kind : KINDS) {
            int count = size == SandboxSize.SMALL ? kind.small() : kind.traced();
            List<Firm> firms = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                firms.add(add(kind, dice, names, seed));
            }
            traced.put(kind.kind(), firms);
        }
        while (all.size() < size.enterprises()) {
            int point = dice.below(1_000);
            for (KindOf kind : KINDS) {
                point -= kind.share();
                if (point < 0) {
                    add(kind, dice, names, seed);
                    break;
                }
            }
        }
    }

    /** The enterprises of a kind that hand in events. */
    List<Firm> traced(EnterpriseKind kind) {
        return traced.getOrDefault(kind, List.of());
    }

    private Firm add(KindOf kind, Dice dice, Set<String> names, long seed) {
        int index = all.size();
        County county = county(kind.kind(), dice);
        String name;
        String englishName;
        do {
            String[] first = FIRST[dice.below(FIRST.length)];
            String[] second = SECOND[dice.below(SECOND.length)];
            name = county.name() + first[0] + second[0] + kind.suffix();
            englishName = county.englishName() + " " + first[1] + second[1] + " " + kind.englishSuffix();
        } while (!names.add(name));
        if (kind.kind() == EnterpriseKind.BUREAU) {
            name = "沙盘市" + kind.suffix();
            englishName = "Sandbox City " + kind.englishSuffix();
        }
        String prefix = "952" + Codes.padded(index + 1, 4);
        String uscc = Codes.uscc(index + 1);
        Enterprise enterprise = new Enterprise(
                UUID.nameUUIDFromBytes(("raceway sandbox " + seed + " " + uscc).getBytes(StandardCharsets.UTF_8)),
                uscc,
                Codes.withCheckDigit(prefix + "00000"),
                prefix,
                kind.kind(),
                name,
                englishName,
                county.code(),
                county.latitude() + (dice.below(10_000) - 5_000) / 100_000.0,
                county.longitude() + (dice.below(10_000) - 5_000) / 100_000.0,
                true);
        boolean urn = kind.kind() == EnterpriseKind.DISTRIBUTOR
                || kind.kind() == EnterpriseKind.STEEL_MILL
                || (kind.kind() == EnterpriseKind.FORGE && index % 2 == 0);
        Firm firm = new Firm(index, enterprise, urn);
        all.add(firm);
        return firm;
    }

    private static County county(EnterpriseKind kind, Dice dice) {
        if (kind == EnterpriseKind.BUREAU || kind == EnterpriseKind.OPERATOR) {
            return COUNTIES[1];
        }
        int point = dice.below(100);
        for (County county : COUNTIES) {
            point -= county.weight();
            if (point < 0) {
                return county;
            }
        }
        return COUNTIES[0];
    }
}
