package org.raceway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.raceway.RacewayIntegrationTest;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.Enterprises;
import org.raceway.platform.WholeDatabase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

@RacewayIntegrationTest
class SandboxLoaderIntegrationTests {
    private final RestTestClient http;
    private final SandboxLoader loader;
    private final Enterprises enterprises;
    private final JdbcClient database;

    @Autowired
    SandboxLoaderIntegrationTests(
            RestTestClient http, SandboxLoader loader, Enterprises enterprises, WholeDatabase database) {
        this.http = http;
        this.loader = loader;
        this.enterprises = enterprises;
        this.database = database.client();
    }

    @Test
    void loadsTheSmallClusterOnceThoughStoppedOnTheWay() throws Exception {
        SandboxTruth truth = SandboxCluster.generate(SandboxSize.SMALL, SandboxCluster.SEED, document -> {});
        loader.start(SandboxSize.SMALL, SandboxCluster.SEED);
        await(progress -> progress.documents() > 0);
        loader.stop();
        await(progress -> progress.state() != SandboxProgress.State.LOADING);
        if (loader.progress().state() == SandboxProgress.State.STOPPED) {
            assertThat(loader.goOn()).isTrue();
            await(progress -> progress.state() != SandboxProgress.State.LOADING);
        }
        assertThat(loader.progress().failure()).isNull();
        assertThat(loader.progress().state()).isEqualTo(SandboxProgress.State.DONE);
        assertThat(loader.progress().events()).isEqualTo(truth.events());
        // Each document once. Where another test has captured the same cluster before, its events are all known.
        assertThat(stored("events")).isEqualTo(truth.events());
        assertThat(stored("stored") + stored("repeated")).isEqualTo(truth.events());

        loader.ready(); // as at the next start
        assertThat(loader.goOn()).isFalse();
        assertThat(loader.progress().state()).isEqualTo(SandboxProgress.State.DONE);
        assertThat(stored("events")).isEqualTo(truth.events());

        assertThat(enterprises.all())
                .extracting(Enterprise::uscc)
                .containsAll(SandboxCluster.enterprises(SandboxSize.SMALL, SandboxCluster.SEED).stream()
                        .map(Enterprise::uscc)
                        .toList());
        assertThat(database.sql("""
                        select count(*) from capture_job
                        where source = 'sandbox' and captured_by = (select id from account where login = 'workshop')
                        """).query(Long.class).single())
                .as("the shop floor sees what it made")
                .isPositive();
        http.get()
                .uri("/epcis/capture?perPage=1")
                .headers(headers -> headers.setBasicAuth("workshop", SandboxLoader.PASSWORD))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.length()")
                .isEqualTo(1);
        assertThat(database.sql("""
                        select count(*) from membership join account on account.id = membership.account
                        where login = 'owner' and enterprise is not null
                        """).query(Long.class).single()).isEqualTo(2);
        http.get()
                .uri("/api/v1/sandbox")
                .headers(headers -> headers.setBasicAuth("owner", SandboxLoader.PASSWORD))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("DONE")
                .jsonPath("$.percent")
                .isEqualTo(100)
                .jsonPath("$.examples[0].name")
                .isEqualTo("unit");
        http.post()
                .uri("/api/v1/sandbox/stop")
                .headers(headers -> headers.setBasicAuth("owner", SandboxLoader.PASSWORD))
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    private long stored(String column) {
        return database.sql("select coalesce(sum(" + column + "), 0) from capture_job where source = 'sandbox'")
                .query(Long.class)
                .single();
    }

    private void await(Predicate<SandboxProgress> condition) throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(90));
        while (!condition.test(loader.progress())) {
            assertThat(Instant.now()).as("%s", loader.progress()).isBefore(end);
            Thread.sleep(20);
        }
    }
}
