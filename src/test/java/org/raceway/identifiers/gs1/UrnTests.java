package org.raceway.identifiers.gs1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrnTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "urn:epc:id:sgtin:4012345.011111.9876",
                "urn:epc:id:sgtin:0614141.112345.a%2Fb%25.c(x)'!",
                "urn:epc:id:sgtin:123456789012.3.1",
                "urn:epc:class:lgtin:4054739.099914.20160711",
                "urn:epc:idpat:sgtin:4012345.066666.*",
                "urn:epc:id:sscc:4012345.1111111111",
                "urn:epc:id:sgln:4012345.00005.0",
                "urn:epc:id:sgln:0614141.07346.1234",
                "urn:epc:id:sgln:123456789012..0",
                "urn:epc:id:pgln:4000001.98765",
                "urn:epc:id:grai:4012345.55555.987",
                "urn:epc:idpat:grai:4012345.55555.*",
                "urn:epc:id:giai:4000001.111",
                "urn:epc:id:giai:400000.12345678901",
                "urn:epc:id:gsrn:0614141.0000010253",
                "urn:epc:id:gsrnp:0614141.0000010253",
                "urn:epc:id:gdti:4012345.55555.1234",
                "urn:epc:idpat:gdti:4012345.55555.*",
                "urn:epc:id:cpi:0614141.5PQ7%2FZ43.12345",
                "urn:epc:idpat:cpi:0614141.5PQ7%2FZ43.*",
                "urn:epc:id:sgcn:4012345.67890.04711",
                "urn:epc:idpat:sgcn:4012345.67890.*",
                "urn:epc:id:ginc:0614141.xyz47%2F11",
                "urn:epc:id:gsin:0614141.123456789",
                "urn:epc:id:itip:4012345.012345.01.02.987",
                "urn:epc:idpat:itip:4012345.012345.01.02.*",
                "urn:epc:id:upui:1234567.089456.51qIgY)%3C%26Jp3*j7'SDB",
            })
    void comesBackFromTheDigitalLink(String urn) {
        LearnedGcpLengths lengths = new LearnedGcpLengths(10);
        lengths.learn(urn);
        String link = Gs1Identifiers.canonical(urn);
        assertThat(link).startsWith("https://id.gs1.org/");
        assertThat(Gs1Identifiers.urn(link, lengths)).isEqualTo(urn);
        assertThat(Gs1Identifiers.urn(urn, lengths)).isSameAs(urn);
        assertThat(Gs1Identifiers.urn(link, digits -> OptionalInt.empty())).isSameAs(link);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://id.gs1.org/414/4012345000054/254/0",
                "https://id.gs1.org/417/4000001987658/7040/1abc",
                "https://id.gs1.org/8018/061414100000102534/8019/1",
                "https://id.gs1.org/8006/040123451234560102/10/L",
                "https://id.gs1.org/8013/1987654Ad4X4bL5ttr2310c2K",
                "https://id.gs1.org/415/0614141073467/8020/A-B",
                "https://id.gs1.org/8004/400000",
                "https://example.com/x",
            })
    void leavesWhatHasNoUrn(String uri) {
        assertThat(Gs1Identifiers.urn(uri, digits -> OptionalInt.of(6))).isSameAs(uri);
    }

    @Test
    void learnsNoMoreThanItsCapacity() {
        LearnedGcpLengths lengths = new LearnedGcpLengths(1);
        lengths.learn("urn:epc:id:pgln:4000001.98765");
        lengths.learn("urn:epc:id:pgln:4000002.98765");
        lengths.learn("urn:epc:id:gid:4000003.1.2");
        assertThat(lengths.lengthOf("400000198765")).hasValue(7);
        assertThat(lengths.lengthOf("400000298765")).isEmpty();
        assertThat(lengths.lengthOf("40000")).isEmpty();
    }
}
