using System.Text;
using System.Xml;

namespace Dashboard.Web.Features.Exports.Formats;

/// <summary>The name spaces of OpenDocument 1.3, and the root that each of its files has.</summary>
internal static class OdsXml
{
    public const string Office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    public const string Table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    public const string TextSpace = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
    public const string Style = "urn:oasis:names:tc:opendocument:xmlns:style:1.0";
    public const string Format = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0";
    public const string Number = "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0";
    public const string Config = "urn:oasis:names:tc:opendocument:xmlns:config:1.0";
    public const string Manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";
    public const string OpenFormula = "urn:oasis:names:tc:opendocument:xmlns:of:1.2";

    public const string OfficeVersion = "1.3";

    public static void WriteRoot(Stream target, string name, Action<XmlWriter> inside)
    {
        using var xml = Writer(target);
        StartRoot(xml, name);
        inside(xml);
        xml.WriteEndElement();
    }

    public static void StartRoot(XmlWriter xml, string name)
    {
        xml.WriteStartElement("office", name, Office);
        foreach (
            var (prefix, space) in new[]
            {
                ("table", Table),
                ("text", TextSpace),
                ("style", Style),
                ("fo", Format),
                ("number", Number),
                ("config", Config),
                ("of", OpenFormula),
            }
        )
        {
            xml.WriteAttributeString("xmlns", prefix, null, space);
        }
        xml.WriteAttributeString("office", "version", Office, OfficeVersion);
    }

    public static void WriteElement(
        XmlWriter xml,
        string space,
        string name,
        Action inside,
        string prefix = "office"
    )
    {
        xml.WriteStartElement(prefix, name, space);
        inside();
        xml.WriteEndElement();
    }

    public static XmlWriter Writer(Stream target) =>
        XmlWriter.Create(
            target,
            new XmlWriterSettings
            {
                Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
                NewLineHandling = NewLineHandling.Entitize,
                Async = true,
            }
        );
}
