package org.raceway.traceability.epcis;

/**
 * Every rule that a reader holds a document to. The code is stable and is what callers see; the clause says where the
 * standard demands it.
 */
public enum Rule {
    MALFORMED("malformed", "RFC 8259 / XML 1.0", "the document cannot be read", "文档无法解析"),
    EVENT_TIME_IN_FUTURE(
            "event-time-in-future",
            "EPCIS 2.0 clause 7.4.1",
            "the event time lies in the future: an event is captured after it has happened; check the device's clock",
            "事件时间在未来：事件发生之后才能采集，请检查设备时钟"),
    EVENT_ID_TAKEN(
            "event-id-taken",
            "EPCIS 2.0 clause 7.4.1",
            "another event has this event ID: an event is never changed, correct it by an error declaration",
            "该 eventID 已属于另一个内容不同的事件：事件不可修改，请用错误声明更正"),
    NOT_ONE_EVENT(
            "not-one-event",
            "EPCIS 2.0 clause 12.6",
            "one single event is expected here; send a document to the capture interface",
            "此处只接受单个事件；文档请提交到采集接口"),

    UNKNOWN_TERM(
            "unknown-term",
            "CBV 2.0 clause 7",
            "the term is not in the standard vocabulary that its name claims",
            "该术语不在其所称的标准词汇表中"),
    EMPTY_LISTS(
            "empty-lists", "EPCIS 2.0 clause 7.4", "the event names no objects: its lists are empty", "事件未指明对象：列表为空"),
    KEY_FORMAT(
            "key-format",
            "GS1 General Specifications, EPC Tag Data Standard 2.0, GS1 Digital Link URI Syntax",
            "the identifier has the shape of a GS1 key but cannot be one",
            "标识形似 GS1 编码，但不符合其规则"),
    CHECK_DIGIT(
            "check-digit",
            "GS1 General Specifications clause 7.9",
            "the check digit of the GS1 key is wrong",
            "GS1 编码的校验位错误"),
    QUANTITY(
            "quantity",
            "EPCIS 2.0 clause 7.3.3",
            "a quantity has to be above zero; leave it out where it is not known",
            "数量须大于零；未知时请省略"),
    FRACTION_OF_COUNT(
            "fraction-of-count",
            "EPCIS 2.0 clause 7.3.3",
            "a quantity without a unit counts pieces, so it has to be a whole number; add the unit of what is measured",
            "没有计量单位的数量是件数，须为整数；若为计量值请注明单位"),
    UNKNOWN_UNIT(
            "unknown-unit",
            "UN/ECE Recommendation 20",
            "there is no such unit in UN/ECE Recommendation 20; examples are KGM, TNE, MTR, H87, CEL",
            "UN/ECE 第 20 号建议书中没有该计量单位代码；例如 KGM、TNE、MTR、H87、CEL"),
    TIME_ORDER(
            "time-order",
            "EPCIS 2.0 clauses 7.4.1.2 and 7.3.7.1",
            "the time lies before one that it has to follow",
            "时间早于其应晚于的时间"),
    SENSOR_UNIT(
            "sensor-unit",
            "EPCIS 2.0 clause 7.3.7.1.2, UN/ECE Recommendation 20",
            "the unit of a sensor report has to be a code of two or three capital letters or digits, such as CEL",
            "传感器报告的计量单位须为两到三位大写字母或数字的代码，例如 CEL"),
    SENSOR_RANGE(
            "sensor-range",
            "EPCIS 2.0 clause 7.3.7.1.2",
            "the value of the sensor report lies outside of what it can be",
            "传感器报告的值超出可能范围"),
    PARENT(
            "parent",
            "EPCIS 2.0 clause 7.4.3",
            "parentID is required where the action is ADD or DELETE",
            "action 为 ADD 或 DELETE 时须有 parentID"),

    XML_DECLARATIONS(
            "xml-declarations",
            "XML 1.0 clause 4",
            "a document type may be named but not declared: entities and external subsets are refused",
            "文档类型声明只能写名称：拒绝实体与外部子集"),
    XML_ROOT(
            true,
            "xml-root",
            "EPCIS 2.0 clause 9",
            "the root has to be an EPCISDocument, an EPCISQueryDocument or an EPCISMasterDataDocument",
            "根元素须为 EPCISDocument、EPCISQueryDocument 或 EPCISMasterDataDocument"),
    XML_NO_RESULTS(
            "xml-no-results",
            "EPCIS 2.0 clause 8.2",
            "only the results of a query can be captured, not another message of the query interface",
            "只能采集查询结果，不能采集查询接口的其他消息"),
    XML_EXTENDED_EVENT(
            "xml-extended-event",
            "EPCIS 2.0 clause 7.4.1",
            "an event of another vocabulary's type needs eventTime and eventTimeZoneOffset, and the standard's own types in the"
                    + " standard's own fields",
            "其他词汇表的事件须有 eventTime 与 eventTimeZoneOffset，其中标准字段须符合标准类型"),
    XML_ELEMENT(
            true,
            "xml-element",
            "EPCIS 2.0 clause 9, XML Schema",
            "the element does not belong here: an element of another vocabulary needs its namespace",
            "此处不允许该元素：其他词汇表的元素须带命名空间"),
    XML_ORDER(
            true,
            "xml-order",
            "EPCIS 2.0 clause 9, XML Schema",
            "the element stands after one that it has to stand before",
            "元素顺序有误：应位于所示元素之前"),
    XML_MISSING(true, "xml-missing", "EPCIS 2.0 clause 9, XML Schema", "a required element is missing", "缺少必需的元素"),
    XML_REPEATED(
            true,
            "xml-repeated",
            "EPCIS 2.0 clause 9, XML Schema",
            "the element stands more often than it may",
            "元素出现次数过多"),
    XML_TEXT(
            true,
            "xml-text",
            "EPCIS 2.0 clause 9, XML Schema",
            "text stands where only elements may stand",
            "只能包含元素的位置出现了文字"),
    XML_ATTRIBUTE(
            true,
            "xml-attribute",
            "EPCIS 2.0 clause 9, XML Schema",
            "the element does not have this attribute",
            "该元素不允许此属性"),
    XML_MISSING_ATTRIBUTE(
            true,
            "xml-missing-attribute",
            "EPCIS 2.0 clause 9, XML Schema",
            "a required attribute is missing",
            "缺少必需的属性"),
    XML_VALUE(true, "xml-value", "EPCIS 2.0 clause 9, XML Schema part 2", "the value does not fit its type", "值不符合其类型"),

    VALUE_TYPE(
            true,
            "value-type",
            "EPCIS 2.0.1 JSON Schema",
            "the value is of another kind than the standard asks for",
            "值的类型与标准要求不符"),
    REQUIRED(true, "required", "EPCIS 2.0 clause 7.4, JSON Schema", "a required field is missing", "缺少必填字段"),
    UNKNOWN_FIELD(
            true,
            "unknown-field",
            "EPCIS 2.0 clauses 9.1 and 10.1.3, JSON Schema",
            "the field does not belong here: a field of another vocabulary carries a prefix or a full URI as its name",
            "此处不允许该字段：其他词汇表的字段名须带前缀或写成完整 URI"),
    URI_FORMAT(
            true, "uri-format", "EPCIS 2.0 clause 6.4, RFC 3986", "the value has to be an absolute URI", "值须为绝对 URI"),
    TIME_FORMAT(
            true,
            "time-format",
            "EPCIS 2.0 clause 7.3.1, RFC 3339",
            "the time has to be a date and time with its offset, such as 2026-01-31T08:00:00+08:00",
            "时间须为带时区偏移的日期时间，例如 2026-01-31T08:00:00+08:00"),
    TIME_ZONE_OFFSET(
            true,
            "time-zone-offset",
            "EPCIS 2.0 clause 7.4.1",
            "the offset has to read +hh:mm or -hh:mm, at most 14:00",
            "时区偏移须写作 +hh:mm 或 -hh:mm，最大 14:00"),
    ACTION(
            true,
            "action",
            "EPCIS 2.0 clause 7.3.2",
            "the action has to be ADD, OBSERVE or DELETE",
            "action 须为 ADD、OBSERVE 或 DELETE"),
    TERM(
            true,
            "term",
            "CBV 2.0 clause 7",
            "the term is neither a short name of the standard vocabulary nor a URI of another one",
            "该术语既不是标准词汇表的简称，也不是其他词汇表的 URI"),
    TERM_FORM(
            true,
            "term-form",
            "EPCIS 2.0.1 JSON Schema",
            "a term of the standard vocabulary is written as its short name in JSON",
            "JSON 中标准词汇表的术语须写简称"),
    UNIT_FORMAT(
            true,
            "unit-format",
            "EPCIS 2.0 clause 7.3.3, UN/ECE Recommendation 20",
            "the unit has to be a code of two or three capital letters or digits, such as KGM",
            "计量单位须为两到三位大写字母或数字的代码，例如 KGM"),
    HEX_FORMAT(
            true,
            "hex-format",
            "EPCIS 2.0 clause 7.3.7.1.2",
            "the value has to consist of hexadecimal digits",
            "值须由十六进制数字组成"),
    VERSION_FORMAT(
            true,
            "version-format",
            "EPCIS 2.0.1 JSON Schema",
            "the version has to be numbers with dots between them, such as 2.0",
            "版本号须为以点分隔的数字，例如 2.0"),
    REPEATED_ITEM(true, "repeated-item", "EPCIS 2.0.1 JSON Schema", "an item stands twice in the list", "列表中有重复项"),
    TOO_FEW_ITEMS(true, "too-few-items", "EPCIS 2.0.1 JSON Schema", "the list needs at least one item", "列表至少需要一项"),
    EVENT_TYPE(
            true,
            "event-type",
            "EPCIS 2.0 clause 7.4",
            "the type is neither one of the standard's event types nor the URI of another one",
            "type 既不是标准事件类型，也不是其他类型的 URI"),
    NO_OBJECTS(
            true,
            "no-objects",
            "EPCIS 2.0 clause 7.4",
            "the event names no objects: no identifiers and no quantities",
            "事件未指明对象：既无标识也无数量"),
    ILMD_ACTION(
            true,
            "ilmd-action",
            "EPCIS 2.0 clause 7.3.8",
            "ilmd is only allowed where the action is ADD",
            "仅当 action 为 ADD 时允许 ilmd"),
    NO_INPUT_OR_OUTPUT(
            true,
            "no-input-or-output",
            "EPCIS 2.0 clause 7.4",
            "a transformation needs inputs and outputs, or a transformationID and either of them",
            "转换事件须同时有投入与产出，或有 transformationID 及其中之一"),
    EMPTY_PERSISTENT_DISPOSITION(
            true,
            "empty-persistent-disposition",
            "EPCIS 2.0 clause 7.4",
            "persistentDisposition needs set or unset",
            "persistentDisposition 须有 set 或 unset"),

    DUPLICATE_KEY(
            "duplicate-key",
            "RFC 7493 clause 2.3",
            "a name stands twice in one object, so its meaning is not certain",
            "同一对象中字段名重复，含义不确定"),
    TOO_MANY_BYTES("too-many-bytes", "capture limit", "the document is larger than the limit", "文档超过大小上限"),
    TOO_MANY_EVENTS("too-many-events", "capture limit", "the document has more events than the limit", "文档中的事件数超过上限"),
    TOO_DEEP("too-deep", "capture limit", "values are nested deeper than the limit", "嵌套层数超过上限"),
    TOO_LONG("too-long", "capture limit", "a string is longer than the limit", "字符串超过长度上限"),
    NUMBER_RANGE(
            "number-range",
            "capture limit",
            "the number has more than 38 digits or an exponent beyond 100",
            "数字超过 38 位，或指数超出 ±100"),
    TIME_RANGE(
            "time-range",
            "EPCIS 2.0 clause 7.3.1",
            "a leap second, or an offset beyond 18 hours, cannot be kept",
            "无法保存闰秒或超过 18 小时的时区偏移"),
    FORBIDDEN_CHARACTER(
            "forbidden-character",
            "XML 1.0 clause 2.2, RFC 7493 clause 2.1",
            "the text holds a character that not every EPCIS binding can carry, such as NUL or half a surrogate pair",
            "文本含有并非所有 EPCIS 格式都能承载的字符，例如 NUL 或不成对的代理项");

    private final boolean schema;
    private final String code;
    private final String clause;
    private final String english;
    private final String chinese;

    Rule(String code, String clause, String english, String chinese) {
        this(false, code, clause, english, chinese);
    }

    Rule(boolean schema, String code, String clause, String english, String chinese) {
        this.schema = schema;
        this.code = code;
        this.clause = clause;
        this.english = english;
        this.chinese = chinese;
    }

    /** Whether the standard's JSON Schema or XML Schema itself holds this rule; the others are those that a schema cannot hold. */
    public boolean schema() {
        return schema;
    }

    /** Stable code such as {@code malformed}. */
    public String code() {
        return code;
    }

    /** The standard and its clause. */
    public String clause() {
        return clause;
    }

    /** What is wrong and how to mend it, in English. */
    public String english() {
        return english;
    }

    /** What is wrong and how to mend it, in Chinese. */
    public String chinese() {
        return chinese;
    }
}
