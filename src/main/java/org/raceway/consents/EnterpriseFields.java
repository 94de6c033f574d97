package org.raceway.consents;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.Enterprises;
import org.raceway.platform.Column;
import org.raceway.platform.Texts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What an enterprise can let others read of its registration. The registry itself knows nothing of consents, which lean on it. */
@Configuration(proxyBeanMethods = false)
class EnterpriseFields {

    @Bean
    ConsentField enterpriseProfileField(Enterprises enterprises) {
        return new ConsentField() {
            @Override
            public String code() {
                return "enterprises.profile";
            }

            @Override
            public List<ConsentColumn> columns() {
                return List.of(
                        new ConsentColumn("fact", "enterprises.profile.fact", Column.Kind.WORD),
                        new ConsentColumn("value", "enterprises.profile.value", Column.Kind.LONG));
            }

            @Override
            public boolean hasPeriod() {
                return false;
            }

            @Override
            public List<List<ConsentValue>> rows(UUID enterprise, Period period) {
                return enterprises
                        .byId(enterprise)
                        .map(EnterpriseFields::profile)
                        .orElse(List.of());
            }
        };
    }

    private static List<List<ConsentValue>> profile(Enterprise enterprise) {
        return List.of(
                line("enterprises.name", ConsentValue.of(enterprise.name(), enterprise.englishName())),
                line("enterprises.uscc", ConsentValue.of(enterprise.uscc())),
                line(
                        "enterprises.kind",
                        worded("enterprises.kind." + enterprise.kind().name())),
                line("enterprises.gln", ConsentValue.of(enterprise.gln())),
                line("enterprises.prefix", ConsentValue.of(enterprise.gs1Prefix())),
                line("enterprises.county", ConsentValue.of(enterprise.county())));
    }

    private static List<ConsentValue> line(String key, ConsentValue value) {
        return List.of(worded(key), value);
    }

    static ConsentValue worded(String key) {
        return ConsentValue.of(
                Texts.of(Locale.SIMPLIFIED_CHINESE).get(key),
                Texts.of(Locale.ENGLISH).get(key));
    }
}
