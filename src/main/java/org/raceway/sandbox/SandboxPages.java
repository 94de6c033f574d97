package org.raceway.sandbox;

import java.text.NumberFormat;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.raceway.platform.Figure;
import org.raceway.platform.Room;
import org.raceway.platform.Section;
import org.raceway.platform.StartPart;
import org.raceway.platform.Texts;
import org.raceway.platform.Visitor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The simulated cluster's entry in the rail and on the start page. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SandboxSettings.class)
class SandboxPages {

    @Bean
    Room sandboxRoom() {
        return new Room("/sandbox", "sandbox.room", "sandbox", Section.SYSTEM, 90, Set.of(), false);
    }

    @Bean
    @Order(10)
    StartPart sandboxStartPart(SandboxLoader loader, Clock clock) {
        return new StartPart() {
            @Override
            public List<Figure> figures(Visitor visitor, Texts texts) {
                SandboxProgress progress = loader.progress();
                if (progress.state() == SandboxProgress.State.NONE || progress.state() == SandboxProgress.State.DONE) {
                    return List.of();
                }
                return List.of(new Figure(
                        "sandbox.figure",
                        NumberFormat.getIntegerInstance(texts.locale()).format(progress.percent()),
                        "sandbox.figureUnit",
                        "/sandbox",
                        "sandbox.figureFrom",
                        clock.instant()));
            }

            @Override
            public List<Suggestion> suggestions(Visitor visitor, Texts texts) {
                return loader.progress().examples().stream()
                        .map(example -> new Suggestion(
                                texts.get("sandbox.example." + example.name()),
                                example.scan() == null ? example.genealogy() : example.scan()))
                        .toList();
            }
        };
    }
}
