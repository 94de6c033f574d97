package org.raceway.scans;

import java.util.Arrays;
import java.util.Optional;

/** Provinces and their like, by their codes of GB/T 2260, with the capital and a radius around it that holds the whole. */
enum Region {
    /** Beijing. */
    BEIJING("11", 39.9, 116.4, 90),
    /** Tianjin. */
    TIANJIN("12", 39.1, 117.2, 80),
    /** Hebei. */
    HEBEI("13", 38.0, 114.5, 380),
    /** Shanxi. */
    SHANXI("14", 37.9, 112.5, 350),
    /** Inner Mongolia. */
    INNER_MONGOLIA("15", 40.8, 111.7, 1300),
    /** Liaoning. */
    LIAONING("21", 41.8, 123.4, 330),
    /** Jilin. */
    JILIN("22", 43.9, 125.3, 420),
    /** Heilongjiang. */
    HEILONGJIANG("23", 45.8, 126.6, 880),
    /** Shanghai. */
    SHANGHAI("31", 31.2, 121.5, 70),
    /** Jiangsu. */
    JIANGSU("32", 32.1, 118.8, 320),
    /** Zhejiang. */
    ZHEJIANG("33", 30.3, 120.2, 340),
    /** Anhui. */
    ANHUI("34", 31.8, 117.3, 330),
    /** Fujian. */
    FUJIAN("35", 26.1, 119.3, 330),
    /** Jiangxi. */
    JIANGXI("36", 28.7, 115.9, 450),
    /** Shandong. */
    SHANDONG("37", 36.7, 117.0, 500),
    /** Henan. */
    HENAN("41", 34.8, 113.7, 380),
    /** Hubei. */
    HUBEI("42", 30.6, 114.3, 560),
    /** Hunan. */
    HUNAN("43", 28.2, 113.0, 420),
    /** Guangdong. */
    GUANGDONG("44", 23.1, 113.3, 430),
    /** Guangxi. */
    GUANGXI("45", 22.8, 108.3, 460),
    /** Hainan. */
    HAINAN("46", 20.0, 110.3, 240),
    /** Chongqing. */
    CHONGQING("50", 29.6, 106.5, 390),
    /** Sichuan. */
    SICHUAN("51", 30.6, 104.1, 720),
    /** Guizhou. */
    GUIZHOU("52", 26.6, 106.7, 340),
    /** Yunnan. */
    YUNNAN("53", 25.0, 102.7, 520),
    /** Tibet. */
    TIBET("54", 29.7, 91.1, 1300),
    /** Shaanxi. */
    SHAANXI("61", 34.3, 108.9, 600),
    /** Gansu. */
    GANSU("62", 36.1, 103.8, 1150),
    /** Qinghai. */
    QINGHAI("63", 36.6, 101.8, 1050),
    /** Ningxia. */
    NINGXIA("64", 38.5, 106.3, 320),
    /** Xinjiang. */
    XINJIANG("65", 43.8, 87.6, 1300),
    /** Taiwan. */
    TAIWAN("71", 25.0, 121.5, 350),
    /** Hong Kong. */
    HONG_KONG("81", 22.3, 114.2, 40),
    /** Macao. */
    MACAO("82", 22.2, 113.5, 15);

    /** Begins a figure that is a region. */
    static final String FIGURE = "region:";

    private final String code;
    private final double latitude;
    private final double longitude;
    private final int radiusKilometres;

    Region(String code, double latitude, double longitude, int radiusKilometres) {
        this.code = code;
        this.latitude = latitude;
        this.longitude = longitude;
        this.radiusKilometres = radiusKilometres;
    }

    /** GB/T 2260. */
    String code() {
        return code;
    }

    /** Its name. */
    String textKey() {
        return "scans.region." + code;
    }

    Place place() {
        return new Place(latitude, longitude, radiusKilometres, code);
    }

    /** The region with this code. */
    static Optional<Region> of(String code) {
        return Arrays.stream(values())
                .filter(region -> region.code.equals(code))
                .findFirst();
    }
}
