using System.Xml;
using static Dashboard.Web.Features.Exports.Formats.OdsXml;

namespace Dashboard.Web.Features.Exports.Formats;

/// <summary>How cells and columns of the workbook look.</summary>
internal static class OdsStyles
{
    /// <summary>Names of styles: of a header, of one decimal, of a day, of a column.</summary>
    public const string HeaderStyle = "header";
    public const string DecimalStyle = "decimal";
    public const string DayStyle = "day";
    public const string ColumnStyle = "column";
    public const string WideStyle = "wide";

    public static void Write(XmlWriter xml)
    {
        xml.WriteStartElement("office", "automatic-styles", Office);
        WriteColumnStyle(xml, ColumnStyle, "4cm");
        WriteColumnStyle(xml, WideStyle, "12cm");
        xml.WriteStartElement("number", "number-style", Number);
        xml.WriteAttributeString("style", "name", Style, "one-decimal");
        WriteElement(
            xml,
            Number,
            "number",
            () =>
            {
                xml.WriteAttributeString("number", "decimal-places", Number, "1");
                xml.WriteAttributeString("number", "min-decimal-places", Number, "1");
                xml.WriteAttributeString("number", "min-integer-digits", Number, "1");
            },
            "number"
        );
        xml.WriteEndElement();
        xml.WriteStartElement("number", "date-style", Number);
        xml.WriteAttributeString("style", "name", Style, "iso-day");
        foreach (var part in (string[])["year", "-", "month", "-", "day"])
        {
            WriteElement(
                xml,
                Number,
                part == "-" ? "text" : part,
                () =>
                {
                    if (part == "-")
                    {
                        xml.WriteString(part);
                        return;
                    }
                    xml.WriteAttributeString("number", "style", Number, "long");
                },
                "number"
            );
        }
        xml.WriteEndElement();
        WriteCellStyle(xml, DecimalStyle, "one-decimal", () => { });
        WriteCellStyle(xml, DayStyle, "iso-day", () => { });
        WriteCellStyle(
            xml,
            HeaderStyle,
            null,
            () =>
                WriteElement(
                    xml,
                    Style,
                    "text-properties",
                    () => xml.WriteAttributeString("fo", "font-weight", Format, "bold"),
                    "style"
                )
        );
        xml.WriteEndElement();
    }

    private static void WriteColumnStyle(XmlWriter xml, string name, string width)
    {
        xml.WriteStartElement("style", "style", Style);
        xml.WriteAttributeString("style", "name", Style, name);
        xml.WriteAttributeString("style", "family", Style, "table-column");
        xml.WriteStartElement("style", "table-column-properties", Style);
        xml.WriteAttributeString("style", "column-width", Style, width);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteCellStyle(XmlWriter xml, string name, string? format, Action inside)
    {
        xml.WriteStartElement("style", "style", Style);
        xml.WriteAttributeString("style", "name", Style, name);
        xml.WriteAttributeString("style", "family", Style, "table-cell");
        if (format is not null)
        {
            xml.WriteAttributeString("style", "data-style-name", Style, format);
        }
        inside();
        xml.WriteEndElement();
    }
}
