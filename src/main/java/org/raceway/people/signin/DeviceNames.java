package org.raceway.people.signin;

import java.util.LinkedHashMap;
import java.util.Map;

/** What people call the device that a User-Agent stands for. */
final class DeviceNames {
    /** The first that is found counts: most browsers name others as well. */
    private static final Map<String, String> BROWSERS = new LinkedHashMap<>();

    private static final Map<String, String> SYSTEMS = new LinkedHashMap<>();

    static {
        BROWSERS.put("wxwork", "企业微信 WeCom");
        BROWSERS.put("MicroMessenger", "微信 WeChat");
        BROWSERS.put("DingTalk", "钉钉 DingTalk");
        BROWSERS.put("HuaweiBrowser", "Huawei Browser");
        BROWSERS.put("MiuiBrowser", "Mi Browser");
        BROWSERS.put("QQBrowser", "QQ Browser");
        BROWSERS.put("Edg", "Edge");
        BROWSERS.put("Firefox", "Firefox");
        BROWSERS.put("Chrome", "Chrome");
        BROWSERS.put("Safari", "Safari");
        SYSTEMS.put("HarmonyOS", "HarmonyOS");
        SYSTEMS.put("OpenHarmony", "HarmonyOS");
        SYSTEMS.put("Android", "Android");
        SYSTEMS.put("iPhone", "iPhone");
        SYSTEMS.put("iPad", "iPad");
        SYSTEMS.put("Windows", "Windows");
        SYSTEMS.put("Macintosh", "macOS");
        SYSTEMS.put("Linux", "Linux");
    }

    private DeviceNames() {}

    /** {@code Chrome · Windows}; what the device says of itself where it is none of the known. */
    static String of(String userAgent) {
        String browser = first(BROWSERS, userAgent);
        String system = first(SYSTEMS, userAgent);
        if (browser.isEmpty() && system.isEmpty()) {
            int end = userAgent.indexOf(' ');
            return userAgent.isEmpty() ? "?" : end < 0 ? userAgent : userAgent.substring(0, end);
        }
        return browser.isEmpty() ? system : system.isEmpty() ? browser : browser + " · " + system;
    }

    private static String first(Map<String, String> names, String userAgent) {
        return names.entrySet().stream()
                .filter(name -> userAgent.contains(name.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }
}
