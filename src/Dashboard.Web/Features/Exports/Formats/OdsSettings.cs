using System.Xml;
using static Dashboard.Web.Features.Exports.Formats.OdsXml;

namespace Dashboard.Web.Features.Exports.Formats;

/// <summary>What a program shows when it opens the workbook.</summary>
internal static class OdsSettings
{
    /// <summary>The header of each sheet stays in sight.</summary>
    public static void Write(XmlWriter xml, IReadOnlyList<string> sheets)
    {
        xml.WriteStartElement("office", "settings", Office);
        xml.WriteStartElement("config", "config-item-set", Config);
        xml.WriteAttributeString("config", "name", Config, "ooo:view-settings");
        xml.WriteStartElement("config", "config-item-map-indexed", Config);
        xml.WriteAttributeString("config", "name", Config, "Views");
        xml.WriteStartElement("config", "config-item-map-entry", Config);
        xml.WriteStartElement("config", "config-item-map-named", Config);
        xml.WriteAttributeString("config", "name", Config, "Tables");
        foreach (var sheet in sheets)
        {
            xml.WriteStartElement("config", "config-item-map-entry", Config);
            xml.WriteAttributeString("config", "name", Config, sheet);
            foreach (
                var (name, type, value) in new[]
                {
                    ("VerticalSplitMode", "short", "2"),
                    ("VerticalSplitPosition", "int", "1"),
                    ("ActiveSplitRange", "short", "2"),
                    ("PositionTop", "int", "0"),
                    ("PositionBottom", "int", "1"),
                }
            )
            {
                xml.WriteStartElement("config", "config-item", Config);
                xml.WriteAttributeString("config", "name", Config, name);
                xml.WriteAttributeString("config", "type", Config, type);
                xml.WriteString(value);
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        for (var i = 0; i < 5; i++)
        {
            xml.WriteEndElement();
        }
    }
}
