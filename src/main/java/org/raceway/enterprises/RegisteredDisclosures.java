package org.raceway.enterprises;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.raceway.platform.Texts;
import org.springframework.stereotype.Component;

/** From the registry's records. */
@Component
final class RegisteredDisclosures implements Disclosures {
    private final Records records;

    RegisteredDisclosures(Records records) {
        this.records = records;
    }

    @Override
    public Optional<Portrait> portrait(UUID enterprise) {
        return records.profile(enterprise).map(profile -> {
            Optional<Industry> industry = profile.industryClass();
            EnterpriseScale scale = profile.scale();
            return new Portrait(
                    profile.enterprise(),
                    profile.kinds(),
                    industry.map(its -> its.words(Texts.of(Locale.SIMPLIFIED_CHINESE)))
                            .orElse(""),
                    industry.map(its -> its.words(Texts.of(Locale.ENGLISH))).orElse(""),
                    profile.employees(),
                    scale == null ? null : "enterprises.scale." + scale.name(),
                    profile.address());
        });
    }

    @Override
    public List<Contact> contacts(UUID enterprise) {
        return records.contacts(enterprise).stream()
                .map(contact -> new Contact(contact.name(), contact.position(), contact.phone(), contact.email()))
                .toList();
    }

    @Override
    public List<Licence> licences(UUID enterprise) {
        return records.licences(enterprise).stream()
                .map(Records.StoredLicence::licence)
                .map(licence -> new Licence(
                        "enterprises.licence." + licence.kind(), licence.number(), licence.issuer(), licence.expires()))
                .toList();
    }
}
