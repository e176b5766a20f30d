namespace Dashboard.Web.Features.Inbound.Compare;

/// <summary>One thing that both results tell.</summary>
/// <param name="Topic">In words.</param>
/// <param name="First">What the first result tells of it, in words; the same words mean the same.</param>
internal sealed record ComparedRow(string Topic, string First, string Second)
{
    public bool Same => First == Second;
}
