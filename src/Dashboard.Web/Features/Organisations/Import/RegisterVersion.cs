using System.Globalization;
using Dashboard.Core.Organisations;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>The version that a register's file is written in, and when it was made.</summary>
internal static class RegisterVersion
{
    /// <summary>Those that were seen; another is read all the same, and noted.</summary>
    private static readonly string[] Known = ["2.4.9", "2.6.9", "0.0.3"];

    public static void Note(RegisterXml xml, EntryCollector collector)
    {
        var version = xml.Namespace[(xml.Namespace.LastIndexOf('/') + 1)..];
        if (!Known.Contains(version))
        {
            collector.Warn(xml.Line, RegisterReason.NewVersion, xml.Namespace);
        }
        collector.Contents.MadeAt = DateTimeOffset.TryParse(
            xml.Attribute("timestamp"),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var made
        )
            ? made
            : null;
    }
}
