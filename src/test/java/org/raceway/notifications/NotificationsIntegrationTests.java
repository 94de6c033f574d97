package org.raceway.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.raceway.RacewayIntegrationTest;
import org.raceway.access.Permission;
import org.raceway.people.Accounts;
import org.raceway.people.Role;
import org.raceway.platform.Texts;
import org.raceway.platform.TimeOrderedIds;
import org.raceway.platform.WholeDatabase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@RacewayIntegrationTest
class NotificationsIntegrationTests {
    private static final String KIND = NotificationPages.WEBHOOK_FAILED;

    private final Notifications notifications;
    private final Accounts accounts;
    private final WholeDatabase database;
    private final TransactionTemplate transaction;
    private final NoticeDispatch dispatch;
    private final JdbcClient application;
    private final NotificationsPersonalData personal;

    @Autowired
    NotificationsIntegrationTests(
            Notifications notifications,
            Accounts accounts,
            WholeDatabase database,
            NoticeDispatch dispatch,
            JdbcClient application,
            NotificationsPersonalData personal,
            PlatformTransactionManager transactions) {
        this.notifications = notifications;
        this.accounts = accounts;
        this.database = database;
        this.dispatch = dispatch;
        this.application = application;
        this.personal = personal;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Test
    void commitsANoticeWithTheChangeThatItTellsOf() {
        UUID reader = operator();
        Notice notice = Notice.of(KIND, Audience.person(reader), "/webhooks")
                .with(NoticeArgument.names("仓库群", "Store"), NoticeArgument.of("93000"));

        transaction.executeWithoutResult(status -> {
            notifications.send(notice);
            status.setRollbackOnly();
        });
        assertThat(titles(reader)).isEmpty();

        transaction.executeWithoutResult(status -> notifications.send(notice));
        assertThat(titles(reader)).containsExactly("The webhook \"Store\" fails");

        assertThatThrownBy(() -> notifications.send(notice)).isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void tellsWhoHoldsThePermissionExceptWhoDidIt() {
        UUID reader = operator();
        UUID doer = operator();
        UUID other = account(Role.AUDITOR);

        transaction.executeWithoutResult(status ->
                notifications.send(Notice.of(KIND, Audience.operator(Permission.NOTIFICATIONS_CONFIGURE), "/webhooks")
                        .with(NoticeArgument.of("x"), NoticeArgument.of("y"))
                        .except(doer)));

        assertThat(titles(reader)).hasSize(1);
        assertThat(titles(doer)).isEmpty();
        assertThat(titles(other)).isEmpty();
    }

    @Test
    void handsOnWhatAKilledSenderLeftThoughSomethingElseCanNotBe() {
        UUID reader = operator();
        UUID broken = leftOver(reader, "[{\"at\": \"no time\"}]", "no.such-permission");
        UUID whole = leftOver(reader, "[\"x\", \"y\"]", null);

        dispatch.deliverLeftOvers();

        assertThat(titles(reader)).containsExactly("The webhook \"x\" fails");
        assertThat(database.client()
                        .sql("select id from notice_dispatch where id in (:ids)")
                        .param("ids", List.of(broken, whole))
                        .query(UUID.class)
                        .list())
                .containsExactly(broken);
        database.client()
                .sql("delete from notice_dispatch where id = ?")
                .param(broken)
                .update();
    }

    @Test
    void showsNobodyElsesRowsToTheApplicationsLogin() {
        UUID reader = operator();
        transaction.executeWithoutResult(status ->
                notifications.send(Notice.of(KIND, Audience.person(reader), "/").asTask("rows:" + reader)));
        assertThat(titles(reader)).hasSize(1);
        for (String table : List.of("notice", "task", "notice_dispatch", "delivery", "webhook", "notice_preference")) {
            assertThat(application
                            .sql("select count(*) from " + table)
                            .query(Long.class)
                            .single())
                    .as("nobody is signed in: %s", table)
                    .isZero();
        }
    }

    @Test
    void saysWhatItHoldsOnAPersonAndErasesIt() {
        UUID reader = operator();
        transaction.executeWithoutResult(status -> notifications.send(
                Notice.of(KIND, Audience.person(reader), "/").with(NoticeArgument.of("x"), NoticeArgument.of("y"))));
        assertThat(personal.held(reader))
                .singleElement()
                .satisfies(held -> assertThat(held.value()).contains("“x”"));
        assertThat(transaction.<Object>execute(status -> personal.erase(reader)))
                .isEqualTo(Map.of("notice.arguments", 1));
        assertThat(personal.held(reader)).isEmpty();
        assertThat(transaction.<Object>execute(status -> personal.erase(reader)))
                .isEqualTo(Map.of());
    }

    private UUID leftOver(UUID reader, String arguments, @Nullable String permission) {
        UUID id = new UUID(
                TimeOrderedIds.least(Instant.now().minusSeconds(60)).getMostSignificantBits(),
                UUID.randomUUID().getLeastSignificantBits());
        database.client()
                .sql("""
                        insert into notice_dispatch (id, kind, arguments, link, reach, permission, accounts, created_at)
                        values (:id, :kind, :arguments::jsonb, '/', 'PERSON', :permission, array[:reader], now())
                        """)
                .param("id", id)
                .param("kind", KIND)
                .param("arguments", arguments)
                .param("permission", permission)
                .param("reader", reader)
                .update();
        return id;
    }

    @Test
    void keepsAToDoUntilItIsDone() {
        String key = "test:" + UUID.randomUUID();
        Notice notice =
                Notice.of(KIND, Audience.person(operator()), "/webhooks").asTask(key);
        transaction.executeWithoutResult(status -> notifications.send(notice));
        transaction.executeWithoutResult(status -> notifications.assign(notice));
        assertThat(notifications.isOpen(key)).isTrue();

        transaction.executeWithoutResult(status -> notifications.done(key));
        assertThat(notifications.isOpen(key)).isFalse();

        transaction.executeWithoutResult(status -> notifications.assign(notice));
        assertThat(notifications.isOpen(key)).isTrue();
    }

    @Test
    void refusesKindsThatNobodyDeclared() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> transaction.executeWithoutResult(
                        status -> notifications.send(Notice.of("no.such", Audience.person(UUID.randomUUID()), "/"))))
                .withMessageContaining("no.such");
    }

    private List<String> titles(UUID account) {
        return database.client()
                .sql("select kind, arguments from notice where account = :account order by id")
                .param("account", account)
                .query((row, index) -> NoticeText.of(row.getString("kind"), row.getString("arguments"))
                        .title(Texts.of(Locale.ENGLISH)))
                .list();
    }

    private UUID operator() {
        return account(Role.OPERATOR);
    }

    private UUID account(Role role) {
        return accounts.create(
                new Accounts.NewAccount("notice-" + UUID.randomUUID(), "long enough 1", "测试", "Test", role, null));
    }
}
