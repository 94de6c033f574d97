package org.raceway.people.keys;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.people.KeyForm;
import org.raceway.people.KeyView;
import org.raceway.people.limits.LimitSettings;
import org.raceway.platform.Cell;
import org.raceway.platform.Fact;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Tables;
import org.raceway.platform.Texts;
import org.raceway.platform.TimeOrderedIds;
import org.raceway.platform.Times;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The pages of keys. */
@Controller
@Requires(Permission.KEYS_MANAGE)
@RequestMapping("/keys")
class KeysController {
    private static final int DAYS_SHOWN = 14;

    private final KeyRegister register;
    private final StoredKeys keys;
    private final Tables tables;
    private final JdbcClient database;
    private final LimitSettings limits;
    private final TimeOrderedIds ids;
    private final Clock clock;

    KeysController(
            KeyRegister register,
            StoredKeys keys,
            Tables tables,
            JdbcClient database,
            LimitSettings limits,
            TimeOrderedIds ids,
            Clock clock) {
        this.register = register;
        this.keys = keys;
        this.tables = tables;
        this.database = database;
        this.limits = limits;
        this.ids = ids;
        this.clock = clock;
    }

    @GetMapping
    @Nullable
    ModelAndView all(Caller caller, HttpServletRequest request, HttpServletResponse response) {
        ModelAndView page =
                tables.show("keys", KeyTable.DEFINITION, new KeyTable(database, clock, caller), request, response);
        if (page != null) {
            page.addObject("mayMake", caller.enterprise() != null);
        }
        return page;
    }

    @GetMapping("/new")
    ModelAndView form(Caller caller, @RequestParam(defaultValue = "API_KEY") KeyKind kind, Locale locale) {
        return form(
                caller,
                new KeyForm(
                        ids.next(),
                        kind.name(),
                        "",
                        List.of(),
                        KeyRegister.DEFAULT_DAYS,
                        "",
                        "",
                        choices(caller, locale)),
                null,
                locale);
    }

    /** Answers with the secret itself: it is kept nowhere from where another request could fetch it. */
    @PostMapping
    ModelAndView make(
            Caller caller,
            @RequestParam UUID id,
            @RequestParam KeyKind kind,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(required = false) @Nullable List<String> permissions,
            @RequestParam(defaultValue = "0") int days,
            @RequestParam(defaultValue = "") String addresses,
            @RequestParam(defaultValue = "") String publicKeys,
            Locale locale) {
        List<String> ticked = permissions == null ? List.of() : permissions;
        KeyRegister.Made made;
        try {
            made = register.make(
                    caller,
                    new NewKey(
                            id, kind, name, ticked, days, Arrays.asList(addresses.split("[\\s,;，；、]+")), publicKeys));
        } catch (ProblemException e) {
            return form(
                    caller,
                    new KeyForm(id, kind.name(), name, ticked, days, addresses, publicKeys, choices(caller, locale)),
                    e,
                    locale);
        }
        return made.secret() == null && made.key().kind() != KeyKind.SIGNING_CLIENT
                ? new ModelAndView("redirect:/keys/" + made.key().id())
                : secret(made, false);
    }

    @GetMapping("/{id}")
    ModelAndView one(@PathVariable UUID id, Caller caller, Locale locale) {
        return one(register.require(caller, id), caller, null, locale);
    }

    @PostMapping("/{id}/rotate")
    ModelAndView rotate(
            @PathVariable UUID id,
            @RequestParam int overlap,
            @RequestParam Instant madeAt,
            Caller caller,
            Locale locale) {
        try {
            KeyRegister.Made made = register.rotate(caller, id, overlap, madeAt);
            return made.secret() == null ? new ModelAndView("redirect:/keys/" + id) : secret(made, true);
        } catch (ProblemException e) {
            return again(id, caller, e, locale);
        }
    }

    @PostMapping("/{id}/revoke")
    ModelAndView revoke(@PathVariable UUID id, Caller caller) {
        register.revoke(caller, id);
        return new ModelAndView("redirect:/keys/" + id);
    }

    @PostMapping("/{id}/limit")
    ModelAndView limit(
            @PathVariable UUID id, @RequestParam(defaultValue = "") String requests, Caller caller, Locale locale) {
        try {
            register.limit(caller, id, number(requests));
            return new ModelAndView("redirect:/keys/" + id);
        } catch (ProblemException e) {
            return again(id, caller, e, locale);
        }
    }

    private static @Nullable Integer number(String entered) {
        String text = entered.strip().replace(",", "");
        if (text.isEmpty()) {
            return null;
        }
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw new ProblemException(e, KeyProblem.BAD_LIMIT, KeyRegister.HIGHEST_LIMIT);
        }
    }

    private ModelAndView again(UUID id, Caller caller, ProblemException problem, Locale locale) {
        MachineKey key = keys.find(caller, id).orElseThrow(() -> problem);
        return one(key, caller, problem, locale);
    }

    private static List<KeyForm.Choice> choices(Caller caller, Locale locale) {
        return MachinePermissions.grantableBy(caller).stream()
                .map(permission -> new KeyForm.Choice(permission.code(), words(permission, Texts.of(locale))))
                .toList();
    }

    private static ModelAndView form(
            Caller caller, KeyForm entered, @Nullable ProblemException problem, Locale locale) {
        Map<String, Object> model = new HashMap<>();
        model.put("form", entered);
        model.put("mayMake", caller.enterprise() != null);
        fail(model, problem, Texts.of(locale));
        return new ModelAndView("keyNew", model);
    }

    private ModelAndView one(MachineKey key, Caller caller, @Nullable ProblemException problem, Locale locale) {
        Texts texts = Texts.of(locale);
        Instant now = clock.instant();
        Map<String, Object> model = new HashMap<>();
        model.put(
                "key",
                new KeyView(
                        key.id(),
                        key.kind().name(),
                        key.name(),
                        key.shownId(),
                        key.isLive(now),
                        caller.seesCluster(),
                        key.secretMadeAt(),
                        caller.seesCluster() ? key.ceilingPerMinute() : key.requestsPerMinute(),
                        key.limit(limits.keyRequests()),
                        key.ceiling(limits.keyRequests()),
                        keys.days(key.id(), DAYS_SHOWN)));
        model.put("facts", facts(key, now, texts));
        model.put("example", example(key, key.shownId() + "_…"));
        fail(model, problem, texts);
        return new ModelAndView("key", model);
    }

    private static ModelAndView secret(KeyRegister.Made made, boolean rotated) {
        Map<String, Object> model = new HashMap<>();
        String secret = made.secret() == null ? "" : made.secret();
        model.put("id", made.key().id());
        model.put("kind", made.key().kind().name());
        model.put("shownId", made.key().shownId());
        model.put("secret", secret);
        model.put("rotated", rotated);
        model.put("example", example(made.key(), secret.isEmpty() ? "" : secret));
        return new ModelAndView("keySecret", model);
    }

    private static void fail(Map<String, Object> model, @Nullable ProblemException problem, Texts texts) {
        model.put("errorField", problem != null && problem.problem() instanceof KeyProblem known ? known.field() : "");
        model.put("error", problem == null ? "" : problem.text(texts));
    }

    private List<Fact> facts(MachineKey key, Instant now, Texts texts) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(texts.get("keys.state"), List.of(KeyTable.state(key, now, texts))));
        facts.add(fact(texts, "keys.kind", texts.get("keys.kind." + key.kind())));
        facts.add(fact(texts, key.kind().isClient() ? "keys.clientId" : "keys.id", key.shownId()));
        facts.add(new Fact(
                texts.get("keys.permissions"),
                Arrays.stream(Permission.values())
                        .filter(key.permissions()::contains)
                        .map(permission -> Cell.of(words(permission, texts)))
                        .toList()));
        facts.add(
                key.addresses().isEmpty()
                        ? fact(texts, "keys.allowedFrom", texts.get("keys.everywhere"))
                        : new Fact(
                                texts.get("keys.allowedFrom"),
                                key.addresses().stream()
                                        .map(range -> Cell.of(range.toString()))
                                        .toList()));
        facts.add(fact(texts, "keys.created", Times.minute(key.createdAt())));
        facts.add(fact(texts, "keys.expires", Times.minute(key.expiresAt())));
        if (key.previousUntil() != null && key.isLive(now) && now.isBefore(key.previousUntil())) {
            facts.add(fact(texts, "keys.previousUntil", Times.minute(key.previousUntil())));
        }
        if (key.revokedAt() != null) {
            facts.add(fact(texts, "keys.revokedAt", Times.minute(key.revokedAt())));
        }
        String used = keys.lastUse(key.id())
                .map(use -> texts.get("keys.usedFrom", Times.minute(use.at()), use.address()))
                .orElse(texts.get("keys.never"));
        facts.add(fact(texts, "keys.lastUsed", used));
        return facts;
    }

    private static Fact fact(Texts texts, String labelKey, String value) {
        return new Fact(texts.get(labelKey), List.of(Cell.of(value)));
    }

    private static String words(Permission permission, Texts texts) {
        return texts.get("keys.permission." + permission.code());
    }

    private static String example(MachineKey key, String secret) {
        String address =
                ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString();
        return switch (key.kind()) {
            case API_KEY -> "curl -H 'Authorization: Bearer " + secret + "' \\\n  " + address + "/epcis/events";
            case CLIENT ->
                "curl -u '" + key.shownId() + ":" + secret + "' \\\n  -d grant_type=client_credentials \\\n  " + address
                        + "/oauth2/token";
            case SIGNING_CLIENT ->
                "curl -d grant_type=client_credentials \\\n  -d client_id=" + key.shownId()
                        + " \\\n  -d client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer \\\n  -d client_assertion=\"$JWT\" \\\n  "
                        + address + "/oauth2/token";
        };
    }
}
