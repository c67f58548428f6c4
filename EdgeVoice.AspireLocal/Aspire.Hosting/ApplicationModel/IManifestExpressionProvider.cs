namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that a manifest writes as an expression such as <c>{agent.bindings.http.url}</c>.</summary>
public interface IManifestExpressionProvider
{
    string ValueExpression { get; }
}
