using System.Text;

namespace Dashboard.Core.Dns;

/// <summary>Characters that are allowed in a U-label only beside certain others (RFC 5892 appendix A).</summary>
internal static class ContextRule
{
    /// <summary>Whether the character is allowed where it is; null where no rule is about it.</summary>
    public static bool? Of(Rune[] label, int at) =>
        label[at].Value switch
        {
            // A.1 and A.2: joiners, behind a virama. What A.1 also allows between joining letters, the platform checks itself.
            0x200C or 0x200D => true,
            // A.3: the Catalan middle dot.
            0x00B7 => ValueAt(label, at - 1) == 'l' && ValueAt(label, at + 1) == 'l',
            // A.4: the Greek lower numeral sign.
            0x0375 => ValueAt(label, at + 1)
                is (>= 0x0370 and <= 0x03E1)
                    or (>= 0x03F0 and <= 0x03FF)
                    or (>= 0x1F00 and <= 0x1FFE),
            // A.5 and A.6: geresh and gershayim.
            0x05F3 or 0x05F4 => ValueAt(label, at - 1) is >= 0x0591 and <= 0x05F4,
            // A.7: the Katakana middle dot.
            0x30FB => Array.Exists(label, IsJapanese),
            // A.8 and A.9: digits of two kinds are not mixed.
            >= 0x0660 and <= 0x0669 => !Array.Exists(label, IsExtendedArabicDigit),
            >= 0x06F0 and <= 0x06F9 => !Array.Exists(label, IsArabicDigit),
            _ => null,
        };

    private static int? ValueAt(Rune[] label, int at) =>
        at >= 0 && at < label.Length ? label[at].Value : null;

    /// <summary>Of the scripts Hiragana, Katakana and Han.</summary>
    private static bool IsJapanese(Rune rune) =>
        rune.Value
            is (>= 0x3041 and <= 0x309F)
                or (>= 0x30A1 and <= 0x30FA)
                or (>= 0x30FD and <= 0x30FF)
                or (>= 0x31F0 and <= 0x31FF)
                or 0x3005
                or 0x3007
                or (>= 0x3400 and <= 0x4DBF)
                or (>= 0x4E00 and <= 0x9FFF)
                or (>= 0xFA0E and <= 0xFA29)
                or (>= 0x20000 and <= 0x323AF);

    private static bool IsArabicDigit(Rune rune) => rune.Value is >= 0x0660 and <= 0x0669;

    private static bool IsExtendedArabicDigit(Rune rune) => rune.Value is >= 0x06F0 and <= 0x06F9;
}
