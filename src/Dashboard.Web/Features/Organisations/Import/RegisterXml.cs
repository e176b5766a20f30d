using System.Text;
using System.Xml;
using Dashboard.Core.Organisations;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>
/// Reads XML element by element, by local names, within limits: no document type, no entity, no depth or length that an honest
/// file has no use for. Nothing of what is skipped is kept.
/// </summary>
internal sealed class RegisterXml : IDisposable
{
    private readonly GuardedReader source;
    private readonly XmlReader reader;
    private readonly ImportLimits limits;
    private readonly char[] chunk = new char[4096];

    public RegisterXml(TextReader file, ImportLimits limits)
    {
        this.limits = limits;
        source = new GuardedReader(file, limits);
        reader = XmlReader.Create(
            source,
            new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
                NameTable = new LimitedNames(limits.Names),
                CloseInput = true,
            }
        );
    }

    /// <summary>Of the element that the reader is at.</summary>
    public string Name => reader.LocalName;

    public string Namespace => reader.NamespaceURI;

    public int Line => ((IXmlLineInfo)reader).LineNumber;

    /// <summary>Goes to the root element and calls the action there; all faults of the file come out as its refusal.</summary>
    public void ReadDocument(Action root)
    {
        var started = false;
        try
        {
            while (reader.NodeType != XmlNodeType.Element)
            {
                if (!Next())
                {
                    throw new RefusedFileException(RegisterReason.WrongContent);
                }
            }
            started = true;
            root();
            while (Next()) { }
        }
        catch (XmlException fault)
        {
            throw new RefusedFileException(ReasonOf(fault, started), AtLine(fault), fault);
        }
        catch (DecoderFallbackException fault)
        {
            throw new RefusedFileException(RegisterReason.Encoding, null, fault);
        }
    }

    /// <summary>Calls the action at each child element; what it does not read is skipped. Ends behind the element.</summary>
    public void Children(Action child) => Mixed(null, child);

    /// <summary>As <see cref="Children(Action)"/>, for children of one name.</summary>
    public void Children(string name, Action child) =>
        Children(() =>
        {
            if (Name == name)
            {
                child();
            }
        });

    /// <summary>The text of the element and none of its children's. Ends behind the element.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        Mixed(
            piece =>
            {
                if (text.Length + piece.Length > limits.TextLength)
                {
                    throw new RefusedFileException(RegisterReason.TextTooLong, AtLine());
                }
                text.Append(piece);
            },
            () => { }
        );
        return text.ToString().Trim();
    }

    /// <summary>Text in pieces and child elements, in their order; a child that is not read is skipped. Ends behind the element.</summary>
    public void Mixed(Action<string>? text, Action child)
    {
        if (reader.IsEmptyElement)
        {
            Next();
            return;
        }
        var depth = reader.Depth;
        Next();
        while (reader.Depth > depth)
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    Read(child);
                    break;
                case XmlNodeType.Text:
                case XmlNodeType.CDATA:
                case XmlNodeType.Whitespace:
                case XmlNodeType.SignificantWhitespace:
                    int length;
                    while (
                        text is not null
                        && (length = reader.ReadValueChunk(chunk, 0, chunk.Length)) > 0
                    )
                    {
                        text(new string(chunk, 0, length));
                    }
                    Next();
                    break;
                default:
                    Next();
                    break;
            }
        }
        Next();
    }

    /// <summary>An attribute by its local name, in a namespace or in none.</summary>
    public string? Attribute(string name)
    {
        string? value = null;
        for (var found = reader.MoveToFirstAttribute(); found; found = reader.MoveToNextAttribute())
        {
            if (reader.LocalName == name)
            {
                value = reader.Value.Trim();
                break;
            }
        }
        reader.MoveToElement();
        return string.IsNullOrEmpty(value) ? null : value;
    }

    public void Dispose() => reader.Dispose();

    private void Read(Action child)
    {
        var at = Position();
        child();
        if (reader.NodeType == XmlNodeType.Element && Position() == at)
        {
            Skip();
        }
    }

    private void Skip()
    {
        var depth = reader.Depth;
        if (!reader.IsEmptyElement)
        {
            Next();
            while (reader.Depth > depth)
            {
                Next();
            }
        }
        Next();
    }

    private bool Next()
    {
        var read = reader.Read();
        return reader.Depth > limits.Depth
            ? throw new RefusedFileException(RegisterReason.TooDeep, AtLine())
            : read;
    }

    private (int Line, int Position) Position()
    {
        var info = (IXmlLineInfo)reader;
        return (info.LineNumber, info.LinePosition);
    }

    private string AtLine() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Line}");

    private static string AtLine(XmlException fault) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{fault.LineNumber}");

    /// <summary>The parser has one exception for all; where it was and what it said tell them apart.</summary>
    private RegisterReason ReasonOf(XmlException fault, bool started) =>
        !started && fault.Message.Contains("DTD", StringComparison.Ordinal) ? RegisterReason.Dtd
        : source.AtEnd
        && (
            source.Last != '>'
            || fault.Message.Contains("nexpected end", StringComparison.Ordinal)
            || fault.Message.Contains("Root element is missing", StringComparison.Ordinal)
        )
            ? RegisterReason.CutOff
        : RegisterReason.NotWellFormed;

    /// <summary>The parser keeps each name for good.</summary>
    private sealed class LimitedNames(int most) : NameTable
    {
        private readonly HashSet<string> names = [];

        public override string Add(char[] key, int start, int len) =>
            Counted(base.Add(key, start, len));

        public override string Add(string key) => Counted(base.Add(key));

        private string Counted(string name) =>
            names.Add(name) && names.Count > most
                ? throw new RefusedFileException(RegisterReason.TooManyRecords)
                : name;
    }
}
