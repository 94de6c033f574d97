package org.raceway.consents;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.raceway.enterprises.Disclosures;
import org.raceway.platform.Column;
import org.raceway.platform.Texts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** What an enterprise can let others read of its registration. The registry itself knows nothing of consents, which lean on it. */
@Configuration(proxyBeanMethods = false)
class EnterpriseFields {

    @Bean
    @Order(10)
    ConsentField enterpriseProfileField(Disclosures disclosures) {
        return new RegisteredField(
                "enterprises.profile",
                List.of(
                        new ConsentField.ConsentColumn("fact", "enterprises.profile.fact", Column.Kind.WORD),
                        new ConsentField.ConsentColumn("value", "enterprises.profile.value", Column.Kind.LONG)),
                enterprise -> disclosures
                        .portrait(enterprise)
                        .map(EnterpriseFields::profile)
                        .orElse(List.of()));
    }

    @Bean
    @Order(11)
    ConsentField enterpriseContactsField(Disclosures disclosures) {
        return new RegisteredField(
                "enterprises.contacts",
                List.of(
                        new ConsentField.ConsentColumn("name", "enterprises.contacts.name", Column.Kind.WORD),
                        new ConsentField.ConsentColumn("position", "enterprises.contacts.position", Column.Kind.WORD),
                        new ConsentField.ConsentColumn("phone", "enterprises.contacts.phone", Column.Kind.TIME),
                        new ConsentField.ConsentColumn("email", "enterprises.contacts.email", Column.Kind.TIME)),
                enterprise -> disclosures.contacts(enterprise).stream()
                        .map(contact -> List.of(
                                ConsentValue.of(contact.name()),
                                ConsentValue.of(contact.position()),
                                ConsentValue.of(contact.phone()),
                                ConsentValue.of(contact.email())))
                        .toList());
    }

    @Bean
    @Order(12)
    ConsentField enterpriseLicencesField(Disclosures disclosures) {
        return new RegisteredField(
                "enterprises.licences",
                List.of(
                        new ConsentField.ConsentColumn("kind", "enterprises.licences.kind", Column.Kind.WORD),
                        new ConsentField.ConsentColumn("number", "enterprises.licences.number", Column.Kind.TIME),
                        new ConsentField.ConsentColumn("issuer", "enterprises.licences.issuer", Column.Kind.WORD),
                        new ConsentField.ConsentColumn("expires", "enterprises.licences.expires", Column.Kind.TIME)),
                enterprise -> disclosures.licences(enterprise).stream()
                        .map(licence -> List.of(
                                worded(licence.kindKey()),
                                ConsentValue.of(licence.number()),
                                ConsentValue.of(licence.issuer()),
                                ConsentValue.of(licence.expires())))
                        .toList());
    }

    private record RegisteredField(
            String code, List<ConsentColumn> columns, Function<UUID, List<List<ConsentValue>>> reader)
            implements ConsentField {

        @Override
        public boolean hasPeriod() {
            return false;
        }

        @Override
        public List<List<ConsentValue>> rows(UUID enterprise, Period period) {
            return reader.apply(enterprise);
        }
    }

    private static List<List<ConsentValue>> profile(Disclosures.Portrait portrait) {
        List<List<ConsentValue>> lines = new ArrayList<>();
        line(
                lines,
                "enterprises.name",
                ConsentValue.of(
                        portrait.enterprise().name(), portrait.enterprise().englishName()));
        line(lines, "enterprises.uscc", ConsentValue.of(portrait.enterprise().uscc()));
        portrait.kinds().forEach(kind -> line(lines, "enterprises.kind", worded("enterprises.kind." + kind.name())));
        line(lines, "enterprises.profile.industry", ConsentValue.of(portrait.industry(), portrait.englishIndustry()));
        line(lines, "enterprises.gln", ConsentValue.of(portrait.enterprise().gln()));
        line(lines, "enterprises.prefix", ConsentValue.of(portrait.enterprise().gs1Prefix()));
        line(lines, "enterprises.county", ConsentValue.of(portrait.enterprise().county()));
        line(lines, "enterprises.profile.address", ConsentValue.of(portrait.address()));
        Integer employees = portrait.employees();
        if (employees != null) {
            line(lines, "enterprises.profile.employees", ConsentValue.of(employees.longValue()));
        }
        String scale = portrait.scaleKey();
        if (scale != null) {
            line(lines, "enterprises.profile.scale", worded(scale));
        }
        return lines;
    }

    /** What is not known is left out. */
    private static void line(List<List<ConsentValue>> lines, String key, ConsentValue value) {
        if (!(value instanceof ConsentValue.Nothing)
                && !(value instanceof ConsentValue.Words words
                        && words.chinese().isEmpty())) {
            lines.add(List.of(worded(key), value));
        }
    }

    private static ConsentValue worded(String key) {
        return ConsentValue.of(
                Texts.of(Locale.SIMPLIFIED_CHINESE).get(key),
                Texts.of(Locale.ENGLISH).get(key));
    }
}
