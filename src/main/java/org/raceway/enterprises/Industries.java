package org.raceway.enterprises;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Industry codes of GB/T 4754-2017: sections A to T by their divisions, and the classes that a bearing cluster has. */
final class Industries {
    /** First division, last division, section, names; table 1 of the standard. */
    private static final List<Section> SECTIONS = List.of(
            new Section(1, 5, 'A', "农、林、牧、渔业", "Agriculture, forestry and fishing"),
            new Section(6, 12, 'B', "采矿业", "Mining"),
            new Section(13, 43, 'C', "制造业", "Manufacturing"),
            new Section(44, 46, 'D', "电力、热力、燃气及水生产和供应业", "Electricity, heat, gas and water"),
            new Section(47, 50, 'E', "建筑业", "Construction"),
            new Section(51, 52, 'F', "批发和零售业", "Wholesale and retail"),
            new Section(53, 60, 'G', "交通运输、仓储和邮政业", "Transport, storage and post"),
            new Section(61, 62, 'H', "住宿和餐饮业", "Accommodation and catering"),
            new Section(63, 65, 'I', "信息传输、软件和信息技术服务业", "Information and software"),
            new Section(66, 69, 'J', "金融业", "Finance"),
            new Section(70, 70, 'K', "房地产业", "Real estate"),
            new Section(71, 72, 'L', "租赁和商务服务业", "Leasing and business services"),
            new Section(73, 75, 'M', "科学研究和技术服务业", "Research and technical services"),
            new Section(76, 79, 'N', "水利、环境和公共设施管理业", "Water, environment and public facilities"),
            new Section(80, 82, 'O', "居民服务、修理和其他服务业", "Resident services and repair"),
            new Section(83, 83, 'P', "教育", "Education"),
            new Section(84, 85, 'Q', "卫生和社会工作", "Health and social work"),
            new Section(86, 90, 'R', "文化、体育和娱乐业", "Culture, sports and entertainment"),
            new Section(91, 96, 'S', "公共管理、社会保障和社会组织", "Public administration and organisations"),
            new Section(97, 97, 'T', "国际组织", "International organisations"));

    private static final NavigableMap<String, String[]> LISTED = read();

    private Industries() {}

    /** The class with this code; empty where it is not four digits of a division that exists. */
    static Optional<Industry> find(String code) {
        if (!code.matches("[0-9]{4}")) {
            return Optional.empty();
        }
        int division = Integer.parseInt(code.substring(0, 2));
        return SECTIONS.stream()
                .filter(section -> section.first <= division && division <= section.last)
                .findFirst()
                .map(section -> {
                    String[] names = LISTED.get(code);
                    return names == null
                            ? new Industry(code, section.letter, section.name, section.englishName, false)
                            : new Industry(code, section.letter, names[1], names[2], true);
                });
    }

    /** The classes that a bearing cluster has, by code. */
    static List<Industry> listed() {
        return LISTED.keySet().stream()
                .map(code -> Industries.find(code).orElseThrow())
                .toList();
    }

    private static NavigableMap<String, String[]> read() {
        try (InputStream file =
                        Objects.requireNonNull(Industries.class.getResourceAsStream("industries.txt"), "industries");
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            Map<String, String[]> all = lines.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.split("\\|", -1))
                    .collect(Collectors.toMap(parts -> parts[0], parts -> parts));
            return new TreeMap<>(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Section(int first, int last, char letter, String name, String englishName) {}
}
