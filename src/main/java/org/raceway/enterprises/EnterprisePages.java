package org.raceway.enterprises;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.raceway.access.Permission;
import org.raceway.notifications.NoticeKind;
import org.raceway.notifications.NoticeKinds;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The registry's entry in the rail and on the start page. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties(EnterpriseSettings.class)
class EnterprisePages {

    @Bean
    Room enterprisesRoom() {
        return new Room(
                "/enterprises",
                "enterprises.room",
                "enterprises",
                Section.ENTERPRISE,
                40,
                Set.of(Permission.ENTERPRISES_READ.code()),
                false);
    }

    @Bean
    Room applicationsRoom() {
        return new Room(
                "/applications",
                "enterprises.applications",
                "jobs",
                Section.ENTERPRISE,
                30,
                Set.of(Permission.ENTERPRISES_REVIEW.code()),
                true);
    }

    @Bean
    Room myEnterpriseRoom() {
        return new Room(
                "/my-enterprise",
                "enterprises.mine",
                "enterprises",
                Section.ENTERPRISE,
                10,
                Set.of(Permission.ENTERPRISE_EDIT.code()),
                false);
    }

    @Bean
    Room registrationRoom() {
        return new Room(
                "/registration",
                "enterprises.registration",
                "enterprises",
                Section.ENTERPRISE,
                50,
                Set.of(Permission.ENTERPRISES_REGISTER.code()),
                false);
    }

    @Bean
    NoticeKinds enterpriseNotices() {
        return NoticeKinds.of(
                NoticeKind.of("enterprises.submitted", NoticeKind.Mail.NOW, Permission.ENTERPRISES_REVIEW),
                NoticeKind.of("enterprises.urged", NoticeKind.Mail.NOW, Permission.ENTERPRISES_REVIEW),
                NoticeKind.of("enterprises.transferred", NoticeKind.Mail.NOW, Permission.ENTERPRISES_REVIEW),
                NoticeKind.of(
                        "enterprises.approved",
                        NoticeKind.Mail.NOW,
                        Permission.ENTERPRISES_REGISTER,
                        Permission.ENTERPRISE_EDIT),
                NoticeKind.of(
                        "enterprises.rejected",
                        NoticeKind.Mail.NOW,
                        Permission.ENTERPRISES_REGISTER,
                        Permission.ENTERPRISE_EDIT),
                NoticeKind.of("enterprises.licences", NoticeKind.Mail.DIGEST, Permission.ENTERPRISE_EDIT),
                NoticeKind.of("enterprises.suspended", NoticeKind.Mail.NOW, Permission.ENTERPRISE_EDIT),
                NoticeKind.of("enterprises.reinstated", NoticeKind.Mail.NOW, Permission.ENTERPRISE_EDIT),
                NoticeKind.of(
                        "enterprises.leaving",
                        NoticeKind.Mail.NOW,
                        Permission.ENTERPRISE_EXIT,
                        Permission.ENTERPRISES_SUSPEND),
                NoticeKind.of(
                        "enterprises.stays",
                        NoticeKind.Mail.NOW,
                        Permission.ENTERPRISE_EXIT,
                        Permission.ENTERPRISES_SUSPEND),
                NoticeKind.of(
                        "enterprises.left",
                        NoticeKind.Mail.NOW,
                        Permission.ENTERPRISE_EXIT,
                        Permission.ENTERPRISES_SUSPEND));
    }

    @Bean
    @Order(60)
    StartPart enterprisesStartPart(JdbcClient database, Clock clock) {
        return new StartPart() {
            @Override
            public List<Figure> figures(Visitor visitor, Texts texts) {
                if (!visitor.may(Permission.CLUSTER_TOTALS.code())) {
                    return List.of();
                }
                long count = database.sql("select count(*) from enterprise")
                        .query(Long.class)
                        .single();
                return List.of(Figure.count(
                        "enterprises.figure",
                        count,
                        "enterprises.figureUnit",
                        visitor.may(Permission.ENTERPRISES_READ.code()) ? "/enterprises" : null,
                        "enterprises.figureFrom",
                        clock.instant(),
                        texts));
            }
        };
    }
}
