namespace Dashboard.Web.Features.Explanation.Relations;

/// <summary>Words of the relation figure.</summary>
public sealed class RelationTexts;
