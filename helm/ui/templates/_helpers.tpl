{{- define "ui.selector" -}}
app.kubernetes.io/name: users-ui
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "ui.labels" -}}
{{ include "ui.selector" . }}
app.kubernetes.io/part-of: users
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}
