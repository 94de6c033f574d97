package org.raceway.enterprises;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.raceway.access.Isolation;
import org.raceway.access.Permission;
import org.raceway.notifications.Audience;
import org.raceway.notifications.Notice;
import org.raceway.notifications.NoticeArgument;
import org.raceway.notifications.Notifications;
import org.raceway.platform.Texts;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells an enterprise each day which of its licences run out soon or have run out; it is one to-do until they are renewed. */
@Component
class LicenceWatch {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final JdbcClient database;
    private final Notifications notifications;
    private final EnterpriseSettings settings;
    private final Isolation isolation;
    private final Clock clock;
    private final TransactionTemplate transaction;

    LicenceWatch(
            JdbcClient database,
            Notifications notifications,
            EnterpriseSettings settings,
            Isolation isolation,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.database = database;
        this.notifications = notifications;
        this.settings = settings;
        this.isolation = isolation;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    private record Line(UUID id, UUID enterprise, String name, String englishName, EnterpriseForm.Licence licence) {}

    /** At eight in the morning, when people come to work. */
    @Scheduled(cron = "0 0 8 * * *", zone = "Asia/Shanghai")
    void remind() {
        isolation.everywhere(() -> {
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZONE);
            Timestamp midnight = Timestamp.from(today.atStartOfDay(ZONE).toInstant());
            List<Line> lines = database.sql("""
                            select enterprise_licence.id, enterprise, enterprise_licence.kind, number, issuer, expires,
                                   enterprise.name, enterprise.english_name
                            from enterprise_licence join enterprise on enterprise.id = enterprise_licence.enterprise
                            where expires <= :soon and standing in ('ACTIVE', 'SUSPENDED')
                              and (warned_at is null or warned_at < :midnight)
                            order by enterprise, expires limit 10000
                            """)
                    .param(
                            "soon",
                            Date.valueOf(today.plusDays(settings.expiryWarning().toDays())))
                    .param("midnight", midnight)
                    .query((row, index) -> new Line(
                            row.getObject("id", UUID.class),
                            row.getObject("enterprise", UUID.class),
                            row.getString("name"),
                            row.getString("english_name"),
                            new EnterpriseForm.Licence(
                                    row.getString("kind"),
                                    row.getString("number"),
                                    row.getString("issuer"),
                                    row.getObject("expires", LocalDate.class).toString(),
                                    null)))
                    .list();
            Map<UUID, List<Line>> byEnterprise = lines.stream()
                    .collect(Collectors.groupingBy(Line::enterprise, LinkedHashMap::new, Collectors.toList()));
            byEnterprise.forEach(this::tell);
            return true;
        });
    }

    private void tell(UUID enterprise, List<Line> lines) {
        Line first = lines.getFirst();
        transaction.executeWithoutResult(status -> {
            notifications.send(Notice.of(
                            "enterprises.licences",
                            Audience.holders(enterprise, Permission.ENTERPRISE_EDIT),
                            "/my-enterprise")
                    .with(
                            NoticeArgument.names(first.name(), first.englishName()),
                            NoticeArgument.names(
                                    words(lines, Texts.of(Locale.SIMPLIFIED_CHINESE)),
                                    words(lines, Texts.of(Locale.ENGLISH))))
                    .asTask("enterprises.licences:" + enterprise));
            database.sql("update enterprise_licence set warned_at = :now where id = any(:ids)")
                    .param("now", Timestamp.from(clock.instant()))
                    .param("ids", lines.stream().map(Line::id).toArray(UUID[]::new))
                    .update();
        });
    }

    private static String words(List<Line> lines, Texts texts) {
        return lines.stream()
                .map(line -> Differences.licence(line.licence(), texts))
                .collect(Collectors.joining(texts.english() ? "; " : "；"));
    }
}
