package org.raceway.platform.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.raceway.platform.crypto.CryptoSuite;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class SecretsTests {
    private static final String OLD = key(1);
    private static final String NEW = key(2);

    @TempDir
    private Path home;

    @ParameterizedTest
    @EnumSource(CryptoSuite.class)
    void opensWhatItSealedInItsPlaceOnly(CryptoSuite suite) {
        SecretCipher cipher = cipher(OLD, suite);
        String sealed = cipher.seal("JBSWY3DPEHPK3PXP 临清", "account.totp/1");
        assertThat(sealed).matches("[as]1\\.[0-9a-f]{8}\\.[A-Za-z0-9_-]+");
        assertThat(cipher.open(sealed, "account.totp/1")).isEqualTo("JBSWY3DPEHPK3PXP 临清");
        assertThat(cipher.seal("JBSWY3DPEHPK3PXP 临清", "account.totp/1")).isNotEqualTo(sealed);
        assertThatThrownBy(() -> cipher.open(sealed, "account.totp/2")).isInstanceOf(UnopenableException.class);
        String other = sealed.startsWith("a") ? "s" + sealed.substring(1) : "a" + sealed.substring(1);
        assertThatThrownBy(() -> cipher.open(other, "account.totp/1")).isInstanceOf(UnopenableException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "a1.00000000.AAAA", "a2.5f2c9a01.AAAA", "a1.x.y.z", "a1..!!"})
    void refusesWhatIsNotSealed(String text) {
        SecretCipher cipher = cipher(OLD, CryptoSuite.STANDARD);
        assertThatThrownBy(() -> cipher.open(text, "p")).isInstanceOf(UnopenableException.class);
    }

    @Test
    void opensWithAnOldKeyAndSaysThatItIsStale() {
        String sealed = cipher(OLD, CryptoSuite.STANDARD).seal("text", "p");
        SecretCipher rotated = cipher(NEW + "," + OLD, CryptoSuite.STANDARD);
        assertThat(rotated.isStale(sealed)).isTrue();
        assertThat(rotated.open(sealed, "p")).isEqualTo("text");
        assertThat(rotated.isStale(rotated.seal("text", "p"))).isFalse();
        assertThat(cipher(OLD, CryptoSuite.CHINESE).isStale(sealed)).isTrue();
        assertThat(cipher(OLD, CryptoSuite.CHINESE).open(sealed, "p")).isEqualTo("text");
        assertThatThrownBy(() -> cipher(NEW, CryptoSuite.STANDARD).open(sealed, "p"))
                .isInstanceOf(UnopenableException.class)
                .hasMessageContaining(sealed.substring(3, 11));
    }

    @Test
    void makesAKeyFileForItsOwnerOnlyAndKeepsIt() throws IOException {
        Path folder = home.resolve("new");
        SecretSettings none = new SecretSettings(Secret.of(""));
        String sealed = new SecretCipher(SecretKeys.of(none, folder), CryptoSuite.STANDARD).seal("text", "p");
        Path file = folder.resolve("secrets.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(new SecretCipher(SecretKeys.of(none, folder), CryptoSuite.STANDARD).open(sealed, "p"))
                .isEqualTo("text");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void saysWhichKeyIsWrongWithoutShowingIt() {
        assertThatThrownBy(() -> cipher(OLD + ",c2hvcnQ=", CryptoSuite.STANDARD))
                .hasMessage("raceway.secrets.keys: key 2 is not 32 bytes in Base64");
    }

    @Test
    void readsSettingsFromFilesThatTheEnvironmentNames() throws IOException {
        Path file = Files.writeString(home.resolve("password"), "s3cret with space \n");
        StandardEnvironment environment = new StandardEnvironment();
        Map<String, Object> variables = Map.of(
                "RACEWAY_DATABASE_PASSWORD_FILE",
                file.toString(),
                "SPRING_MAIL_PASSWORD_FILE",
                file.toString(),
                "SPRING_DEVTOOLS_RESTART_TRIGGER_FILE",
                "x",
                "OTHER_FILE",
                "x");
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        assertThat(SecretFiles.read(variables)).containsOnlyKeys("RACEWAY_DATABASE_PASSWORD", "SPRING_MAIL_PASSWORD");
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "secretFiles-systemEnvironment", SecretFiles.read(variables)));
        assertThat(Binder.get(environment)
                        .bind("raceway.database.password", Secret.class)
                        .get()
                        .reveal())
                .isEqualTo("s3cret with space ");
        new SecretFiles().postProcessEnvironment(environment, new SpringApplication());
    }

    @Test
    void refusesASettingThatIsGivenTwiceOrCantBeRead() throws IOException {
        Path file = Files.writeString(home.resolve("password"), "x");
        assertThatThrownBy(() -> SecretFiles.read(
                        Map.of("RACEWAY_A_PASSWORD", "top", "RACEWAY_A_PASSWORD_FILE", file.toString())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("top");
        assertThatThrownBy(() -> SecretFiles.read(
                        Map.of("RACEWAY_A_PASSWORD_FILE", home.resolve("none").toString())))
                .hasMessageContaining("RACEWAY_A_PASSWORD_FILE");
    }

    @Test
    void neverShowsASecret() {
        assertThat(new SecretSettings(Secret.of("top")).toString()).doesNotContain("top");
    }

    private SecretCipher cipher(String keys, CryptoSuite suite) {
        return new SecretCipher(SecretKeys.of(new SecretSettings(Secret.of(keys)), home), suite);
    }

    private static String key(int seed) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) seed;
        return Base64.getEncoder().encodeToString(bytes);
    }
}
