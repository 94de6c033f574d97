package org.raceway.enterprises;

import java.util.Arrays;
import java.util.Optional;
import org.raceway.platform.Texts;

/** The columns of the workbook by which the operator admits enterprises. */
enum AdmissionColumn {
    NAME("name", true, "企业名称", "Name", "临清鸿轴轴承有限公司"),
    ENGLISH_NAME("englishName", false, "英文名称", "English name", "Linqing Hongzhou Bearing Co., Ltd."),
    USCC("uscc", true, "统一社会信用代码", "Credit code (USCC)", "91371581MA3REG001N"),
    GLN("gln", false, "GLN", "GLN", ""),
    PREFIX("gs1Prefix", false, "GS1厂商识别码", "GS1 company prefix", ""),
    INDUSTRY("industry", true, "行业代码", "Industry code", "3451"),
    KINDS("kinds", true, "产业链环节", "Place in the chain", "装配、磨加工"),
    EMPLOYEES("employees", true, "从业人数", "People employed", "86"),
    REVENUE("revenueTenThousandYuan", true, "上年营业收入(万元)", "Revenue (10,000 yuan)", "3200"),
    COUNTY("county", true, "县区代码", "County code", "371581"),
    ADDRESS("address", true, "地址", "Address", "临清市烟店镇轴承大道 8 号"),
    CONTACT("contacts[0].name", true, "联系人", "Contact", "赵敏"),
    POSITION("contacts[0].position", false, "职务", "Position", "总经理"),
    PHONE("contacts[0].phone", true, "电话", "Telephone", "13806351234"),
    EMAIL("contacts[0].email", false, "电子邮箱", "E-mail", "");

    private final String field;
    private final boolean required;
    private final String chinese;
    private final String english;
    private final String example;

    AdmissionColumn(String field, boolean required, String chinese, String english, String example) {
        this.field = field;
        this.required = required;
        this.chinese = chinese;
        this.english = english;
        this.example = example;
    }

    boolean required() {
        return required;
    }

    String example() {
        return example;
    }

    /** The heads under which it is found, whatever the reader's language. */
    String[] heads() {
        return new String[] {chinese, english};
    }

    String head(Texts texts) {
        return texts.english() ? english : chinese;
    }

    /** The column of a form's field. */
    static Optional<AdmissionColumn> of(String field) {
        return Arrays.stream(values())
                .filter(column -> column.field.equals(field) || (column == CONTACT && field.equals("contacts")))
                .findFirst();
    }
}
