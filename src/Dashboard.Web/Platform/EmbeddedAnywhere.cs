namespace Dashboard.Web.Platform;

/// <summary>Metadata of an endpoint whose answer other sites may show, such as a badge.</summary>
internal sealed class EmbeddedAnywhere
{
    public const string Header = "Cross-Origin-Resource-Policy";
}
