namespace Dashboard.Web.Features.Outbound.Result;

/// <summary>The texts of probes, of what they prove, and of what was seen at them.</summary>
public sealed class ProbeTexts;
