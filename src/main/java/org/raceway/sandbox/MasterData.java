package org.raceway.sandbox;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A firm's introduction of itself and its products: the header of its first document (EPCIS 2.0 clause 9.4). */
final class MasterData {
    private static final String RACEWAY = "https://w3id.org/raceway/vocabulary#";

    private MasterData() {}

    static void header(StringBuilder json, Firm firm) {
        json.append("\"epcisHeader\":{\"epcisMasterData\":{\"vocabularyList\":[");
        json.append("{\"type\":\"urn:epcglobal:epcis:vtype:Party\",\"vocabularyElementList\":[");
        element(json, firm.party);
        attribute(json, "urn:epcglobal:cbv:mda#name", firm.enterprise.name());
        named(json, firm);
        attribute(json, RACEWAY + "unifiedSocialCreditCode", firm.enterprise.uscc());
        end(json, "]}]},");
        json.append("{\"type\":\"urn:epcglobal:epcis:vtype:BusinessLocation\",\"vocabularyElementList\":[");
        element(json, firm.location);
        attribute(json, "urn:epcglobal:cbv:mda#name", firm.enterprise.name());
        named(json, firm);
        attribute(json, "urn:epcglobal:cbv:mda#countryCode", "CN");
        attribute(json, "urn:epcglobal:cbv:mda#state", "山东");
        attribute(json, "urn:epcglobal:cbv:mda#city", "聊城");
        attribute(json, "urn:epcglobal:cbv:mda#latitude", degrees(firm.enterprise.latitude()));
        attribute(json, "urn:epcglobal:cbv:mda#longitude", degrees(firm.enterprise.longitude()));
        end(json, "]}]}");
        if (!firm.products().isEmpty()) {
            json.append(",{\"type\":\"urn:epcglobal:epcis:vtype:EPCClass\",\"vocabularyElementList\":[");
            String comma = "";
            for (Product product : firm.products()) {
                json.append(comma);
                element(json, "https://id.gs1.org/01/" + product.gtin());
                attribute(json, "urn:epcglobal:cbv:mda#tradeItemDescription", product.name());
                if (!product.designation().isEmpty()) {
                    attribute(json, RACEWAY + "designation", product.designation());
                }
                attribute(json, RACEWAY + "name", product.name());
                attribute(json, RACEWAY + "nameEnglish", product.englishName());
                if (!product.byWeight()) {
                    StringBuilder mass = new StringBuilder();
                    Draft.kilograms(mass, product.milligrams());
                    attribute(json, RACEWAY + "massKilograms", mass.toString());
                }
                if (product.item() == Firm.SCRAP) {
                    attribute(json, RACEWAY + "residue", "true");
                }
                if (product.item() >= Firm.BEARING) {
                    attribute(json, RACEWAY + "publicFields", Firm.PUBLIC_FIELDS);
                }
                end(json, "]}");
                comma = ",";
            }
            json.append("]}");
        }
        json.append("]}},");
    }

    private static String degrees(@Nullable Double degrees) {
        return degrees == null ? "" : String.format(Locale.ROOT, "%.5f", degrees);
    }

    private static void named(StringBuilder json, Firm firm) {
        attribute(json, RACEWAY + "name", firm.enterprise.name());
        attribute(json, RACEWAY + "nameEnglish", firm.enterprise.englishName());
    }

    private static void element(StringBuilder json, String id) {
        json.append("\n{\"id\":\"").append(id).append("\",\"attributes\":[");
    }

    private static void attribute(StringBuilder json, String name, String value) {
        json.append("{\"id\":\"")
                .append(name)
                .append("\",\"attribute\":\"")
                .append(value)
                .append("\"},");
    }

    private static void end(StringBuilder json, String closing) {
        json.setLength(json.length() - 1);
        json.append(closing);
    }
}
