package org.raceway.traceability;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.raceway.identifiers.gs1.Gs1Identifiers;
import org.raceway.traceability.epcis.Extension;
import org.raceway.traceability.epcis.Extension.Content;
import org.raceway.traceability.epcis.MasterDataElement;
import tools.jackson.databind.json.JsonMapper;

/**
 * A header's vocabulary element as it is stored.
 *
 * @param attributes as a JSON object
 */
record MasterDataRow(UUID key, String vocabulary, String id, String attributes, List<String> children) {
    private static final JsonMapper JSON = JsonMapper.shared();

    static MasterDataRow of(MasterDataElement element) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (Extension attribute : element.attributes()) {
            attributes.merge(attribute.uri(), plain(attribute.content()), MasterDataRow::both);
        }
        return new MasterDataRow(
                Gs1Identifiers.identify(element.id()).key(),
                Storable.text(element.vocabulary()),
                Storable.text(element.id()),
                Storable.json(JSON.writeValueAsString(attributes)),
                element.children().stream().map(Storable::text).toList());
    }

    private static Object both(Object first, Object second) {
        List<Object> values = new ArrayList<>();
        if (first instanceof List<?> list) {
            values.addAll(list);
        } else {
            values.add(first);
        }
        values.add(second);
        return values;
    }

    private static Object plain(Content content) {
        return switch (content) {
            case Content.Text text -> text.value();
            case Content.Sequence sequence ->
                sequence.items().stream().map(MasterDataRow::plain).toList();
            case Content.Fields fields -> {
                Map<String, Object> object = new LinkedHashMap<>();
                String text = fields.text();
                if (text != null) {
                    object.put("#text", text);
                }
                for (Extension field : fields.fields()) {
                    object.merge(field.uri(), plain(field.content()), MasterDataRow::both);
                }
                yield object;
            }
        };
    }
}
