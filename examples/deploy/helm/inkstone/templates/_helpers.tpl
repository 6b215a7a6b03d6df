{{- define "inkstone.labels" -}}
app.kubernetes.io/name: inkstone
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "inkstone.name" -}}
{{ .root.Release.Name }}-{{ .component }}
{{- end }}

{{- define "inkstone.secret" -}}
valueFrom:
  secretKeyRef:
    name: {{ .root.Values.existingSecret }}
    key: {{ .key }}
{{- end }}

{{- define "inkstone.hardened" -}}
allowPrivilegeEscalation: false
capabilities: {drop: [ALL]}
seccompProfile: {type: RuntimeDefault}
{{- end }}
