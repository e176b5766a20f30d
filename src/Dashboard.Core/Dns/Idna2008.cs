using System.Globalization;
using System.Text;

namespace Dashboard.Core.Dns;

/// <summary>
/// Which names may be registered as internationalised domain names. The platform maps names as browsers do (UTS #46 without
/// transitional processing, so that ß keeps its own code); this class says which of the outcomes IDNA2008 allows.
/// </summary>
public static class Idna2008
{
    private static readonly IdnMapping Mapping = new();

    /// <summary>
    /// Whether each label of a name in A-labels that begins with <c>xn--</c> stands for a U-label of IDNA2008 and is the only way
    /// to write it (RFC 5891 section 5.4). Other labels are not judged.
    /// </summary>
    public static bool IsValid(DomainName name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Labels.All(label =>
            !label.StartsWith("xn--", StringComparison.Ordinal)
            || (UnicodeOf(label) is { } unicode && IsULabel(unicode) && AsciiOf(unicode) == label)
        );
    }

    private static string? UnicodeOf(string label)
    {
        try
        {
            return Mapping.GetUnicode(label);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string? AsciiOf(string label)
    {
        try
        {
            return Mapping.GetAscii(label);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>RFC 5891 sections 4.2.3.1 to 4.2.3.4.</summary>
    internal static bool IsULabel(string label)
    {
        var runes = label.EnumerateRunes().ToArray();
        return runes.Any(rune => !rune.IsAscii)
            && label.IsNormalized(NormalizationForm.FormC)
            && runes[0].Value != '-'
            && runes[^1].Value != '-'
            && runes is not [_, _, { Value: '-' }, { Value: '-' }, ..]
            && !IsMark(runes[0])
            && Enumerable.Range(0, runes.Length).All(at => IsAllowed(runes, at))
            && BidiLabel.IsValid(runes);
    }

    private static bool IsAllowed(Rune[] runes, int at) =>
        ContextRule.Of(runes, at) ?? IsPermanentlyValid(runes[at]);

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark;

    /// <summary>The derived property PVALID (RFC 5892 section 3).</summary>
    private static bool IsPermanentlyValid(Rune rune) =>
        rune.Value switch
        {
            // Section 2.6: exceptions.
            0x00DF or 0x03C2 or 0x06FD or 0x06FE or 0x0F0B or 0x3007 => true,
            0x0640 or 0x07FA or 0x302E or 0x302F or (>= 0x3031 and <= 0x3035) or 0x303B => false,
            // Section 2.9: old Hangul jamo.
            (>= 0x1100 and <= 0x11FF) or (>= 0xA960 and <= 0xA97C) or (>= 0xD7B0 and <= 0xD7FB) =>
                false,
            // Section 2.4: ignorable blocks.
            (>= 0x20D0 and <= 0x20FF) or (>= 0x1D100 and <= 0x1D24F) => false,
            // Section 2.3: ignorable properties that are letters or marks, are stable and are no jamo.
            0x034F or 0x17B4 or 0x17B5 => false,
            (>= 0x180B and <= 0x180F) or (>= 0xFE00 and <= 0xFE0F) => false,
            (>= 0xE0100 and <= 0xE01EF) => false,
            '-' => true,
            _ => IsLetterOrDigit(rune) && IsStable(rune),
        };

    /// <summary>Section 2.1, without capitals, which are never stable.</summary>
    private static bool IsLetterOrDigit(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.LowercaseLetter
                or UnicodeCategory.OtherLetter
                or UnicodeCategory.ModifierLetter
                or UnicodeCategory.DecimalDigitNumber
                or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark;

    /// <summary>Section 2.2: unchanged by folding case and compatibility characters.</summary>
    private static bool IsStable(Rune rune)
    {
        var text = rune.ToString();
        return text.Normalize(NormalizationForm.FormKC)
                .ToLowerInvariant()
                .Normalize(NormalizationForm.FormKC) == text;
    }
}
